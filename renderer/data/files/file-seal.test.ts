import { expect, it } from 'vitest'
import { firstFileKeyId } from '#shared/contract/file-key.ts'
import { type Manifest, openFile, openManifest, sealFile } from './file-parts.ts'
import { createFileSeal, toBase64 } from './file-seal.ts'

const keyOf = (id: string, byte: number) => ({ id, key: toBase64(new Uint8Array(32).fill(byte)) })
const [first, older, newest] = [keyOf(firstFileKeyId, 1), keyOf('a'.repeat(16), 2), keyOf('b'.repeat(16), 3)]
const owner = { patientId: 'patient:1', authorId: 'practitioner:1' }
const file = { type: 'image/png', bytes: new Uint8Array(70_000).fill(7) }
type Seal = Awaited<ReturnType<typeof createFileSeal>>

const sealed = async (seal: Seal) => (await sealFile(seal, owner, file)).map((part) => part)
async function opened(seal: Seal, parts: Awaited<ReturnType<typeof sealed>>) {
  const byId = new Map(parts.map((part) => [part._id, part]))
  const manifest: Manifest = await openManifest(seal, owner.patientId, parts.at(-1)!)
  return openFile(seal, owner.patientId, manifest, byId)
}

it('A28 seals with the newest key and opens what any key of the clinic has sealed, the first one without a name too', async () => {
  const all = await createFileSeal([newest, older, first])
  for (const key of [first, older, newest]) {
    const alone = await createFileSeal([key])
    expect(await opened(all, await sealed(alone))).toEqual(file)
  }
  expect(await sealed(all)).toEqual(await sealed(await createFileSeal([newest])))
})

it('A28 opens nothing of a key that is not here, and tells that from what was changed', async () => {
  const parts = await sealed(await createFileSeal([newest]))
  const without = await createFileSeal([older, first])
  expect(without.hasKeyOf(parts[0]!.data)).toBe(false)
  await expect(opened(without, parts)).rejects.toMatchObject({ code: 'storage.newer-version' })
  const seal = await createFileSeal([newest, older])
  expect(seal.hasKeyOf(parts[0]!.data)).toBe(true)
  // A part that says another key sealed it does not open.
  const bytes = Uint8Array.from(atob(parts.at(-1)!.data), (letter) => letter.charCodeAt(0))
  bytes.fill(0xaa, 2, 10)
  const lying = [...parts.slice(0, -1), { ...parts.at(-1)!, data: toBase64(bytes) }]
  await expect(opened(seal, lying)).rejects.toMatchObject({ code: 'storage.damaged' })
})

it('gives the same content another name under another key, and the same one under the same', async () => {
  const nameUnder = async (key: typeof first) => (await sealed(await createFileSeal([key]))).at(-1)!._id
  const names = await Promise.all([first, older, newest, newest].map(nameUnder))
  expect(new Set(names).size).toBe(3)
  expect(names[2]).toBe(names[3])
})
