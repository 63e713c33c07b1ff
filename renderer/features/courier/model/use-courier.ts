import { useEffect, useMemo, useState } from 'react'
import { courierSuffix } from '#shared/contract/courier-file.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import type {
  CourierProblem,
  CourierReading,
  WrittenCourierFile,
} from '../../../data/controls/courier-control.ts'
import { type CourierKey, importCourierKeys, signingKeys } from '../../../data/courier/courier-keys.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { useHost } from '../../../host/host-context.tsx'
import { keptCourierKeys, refreshCourierKeys } from './courier-keys-place.ts'

export type CourierWork =
  | { kind: 'none' }
  | { kind: 'writing'; examined: number }
  | { kind: 'reading'; done: number }
  | ({ kind: 'written'; fileName: string } & Omit<WrittenCourierFile, 'bytes' | 'number'>)
  | { kind: 'not-saved' }
  | { kind: 'read'; reading: CourierReading }
  | { kind: 'refused'; problem: CourierProblem }
  | { kind: 'failed'; code: ErrorCode }

const signingPlace = 'signing'

/** Writing and reading courier files on this PC. */
export function useCourier() {
  const { data, profile, stationId, context } = useWorkplace()
  const host = useHost()
  const [keys, setKeys] = useState<CourierKey[] | 'none' | undefined>()
  const [work, setWork] = useState<CourierWork>({ kind: 'none' })
  const peers = useLive(useMemo(() => data.courier.peers, [data])) ?? []
  const { secrets } = data.courier
  const unit = profile.facilities.find(({ id }) => id === profile.facilityId)

  useEffect(() => {
    let over = false
    const load = async () => {
      await refreshCourierKeys(secrets)
      const kept = await keptCourierKeys(secrets)
      const ready = kept ? await importCourierKeys(kept) : 'none'
      if (!over) setKeys(ready)
    }
    load().catch(() => !over && setKeys('none'))
    return () => {
      over = true
    }
  }, [secrets])

  async function run(task: () => Promise<CourierWork>) {
    try {
      setWork(await task())
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure
      setWork({ kind: 'failed', code: failure.code })
    }
  }

  const ready = keys === undefined || keys === 'none' ? undefined : keys
  return {
    keys: keys === undefined ? 'loading' : keys === 'none' ? 'missing' : 'ready',
    peers,
    work,
    isBusy: work.kind === 'writing' || work.kind === 'reading',
    /** @param to a known station, or `*` */
    write: (to: string) =>
      run(async () => {
        setWork({ kind: 'writing', examined: 0 })
        const identity = {
          stationId,
          name: unit?.name ?? stationId,
          ...(await signingKeys({
            get: () => secrets.get(signingPlace),
            set: (value) => secrets.set(signingPlace, value),
          })),
        }
        const file = await data.courier.write(to, ready![0]!, identity, (examined) =>
          setWork({ kind: 'writing', examined }),
        )
        const fileName = `lekar-${minskDay(context.clock.now())}-${file.number}${courierSuffix}`
        const outcome = await host.saveFile({
          suggestedName: fileName,
          mediaType: 'application/octet-stream',
          bytes: file.bytes,
        })
        if (outcome === 'cancelled') return { kind: 'none' }
        const { documents, files, filesLeft } = file
        return outcome === 'saved'
          ? { kind: 'written', documents, files, filesLeft, fileName }
          : { kind: 'not-saved' }
      }),
    read: (file: File) =>
      run(async () => {
        setWork({ kind: 'reading', done: 0 })
        const result = await data.courier.read(file, ready!, (done) => setWork({ kind: 'reading', done }))
        if (!result.ok) return { kind: 'refused', problem: result.error }
        data.audit.record({ action: 'courier-read' })
        return { kind: 'read', reading: result.value }
      }),
  }
}
