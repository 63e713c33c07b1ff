import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RetentionReport } from '#shared/contract/retention.ts'
import { retentionOn } from '#shared/domain/consent/retention.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import type { Host } from '../../../host/host.ts'
import { giveTablesHeight } from '../../../ui/testing/table-height.ts'
import { useSession } from '../../session/index.ts'
import { partsOf } from '../model/parts.ts'
import { retentionLines } from '../model/retention-lines.ts'
import { RetentionPage } from './retention-page.tsx'

const report: RetentionReport = {
  madeAt: '2026-11-22T09:00:00.000Z',
  cards: [
    {
      id: 'patient:never',
      name: '=cmd|calc Давний Пётр',
      birthDate: '1930',
      lastVisitOn: '1995-01-01',
      storedUntil: '2020-01-01',
      documents: 1,
      restricted: true,
    },
    {
      id: 'patient:past',
      name: 'Прежняя Анна',
      birthDate: '1940-05-02',
      lastVisitOn: '2001-11-20',
      storedUntil: '2026-11-20',
      documents: 3,
      restricted: false,
    },
  ],
  documents: { prescription: 5 },
  periods: retentionOn('2026-11-22').map((row) => ({ ...row, types: [...row.types] })),
}

function show(options: { role?: string; answer?: unknown; reachable?: boolean } = {}) {
  const { role = 'head-doctor', answer = report } = options
  const state = { reachable: options.reachable ?? true, asked: [] as string[] }
  vi.stubGlobal('fetch', async (input: URL) => {
    if (!state.reachable) throw new TypeError('no network')
    state.asked.push(input.pathname)
    return Response.json(answer)
  })
  const { workplace } = testWorkplace()
  const { profile } = workplace
  workplace.profile = { ...profile, practitioner: { ...profile.practitioner, role: role as 'head-doctor' } }
  useSession
    .getState()
    .set({ phase: 'administering', profile: workplace.profile, clock: workplace.context.clock })
  const files: { suggestedName: string; text: string }[] = []
  const printed: string[] = []
  const host: Host = {
    kind: 'browser',
    info: async () => ({ version: 'test', platform: 'test' }),
    printHtml: async ({ html }) => {
      printed.push(html)
      return 'printed'
    },
    saveFile: async ({ suggestedName, bytes }) => {
      files.push({ suggestedName, text: new TextDecoder().decode(bytes) })
      return 'saved'
    },
    secrets: { get: async () => undefined, set: async () => {}, remove: async () => {} },
  }
  return { ...renderScreen(RetentionPage, { workplace, host }), state, files, printed }
}

giveTablesHeight()
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const cells = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('gridcell')
        .map((cell) => cell.textContent),
    )

describe('what is past its storage period', () => {
  it('S44 stands as a table: what, whose, since when, by which period and how sure we are of it', async () => {
    const { state } = show()
    await screen.findByText('Прежняя Анна, 02.05.1940')
    expect(cells()).toEqual([
      [
        'Медицинская карта амбулаторного больного (025/у)',
        '=cmd|calc Давний Пётр, 1930',
        '01.01.1995',
        '25',
        'не сверен с актом',
        '01.01.2020',
        '1',
        'ограничена',
      ],
      [
        'Медицинская карта амбулаторного больного (025/у)',
        'Прежняя Анна, 02.05.1940',
        '20.11.2001',
        '25',
        'не сверен с актом',
        '20.11.2026',
        '3',
        '',
      ],
      ['Рецепты (копии)', 'разные пациенты', '', '3', 'не сверен с актом', '', '5', ''],
    ])
    expect(state.asked).toEqual(['/api/clinics/demo/retention'])
  })

  it('S44 says that nothing is deleted by itself and that a person decides, also where the list is empty', async () => {
    show({ answer: { ...report, cards: [], documents: {} } })
    expect(await screen.findByText('Ничего с истёкшим сроком хранения нет')).toBeTruthy()
    expect(screen.getByText('Программа ничего не удаляет сама.')).toBeTruthy()
    expect(screen.getByText(/решает человек/)).toBeTruthy()
    expect((screen.getByRole('button', { name: 'Сохранить CSV' }) as HTMLButtonElement).disabled).toBe(true)
  })

  it('is saved as a harmless table and printed with a place for the decision', async () => {
    const { files, printed } = show()
    await userEvent.click(await screen.findByRole('button', { name: 'Сохранить CSV' }))
    expect(files[0]!.suggestedName).toBe('retention-2026-11-22.csv')
    const [head, first] = files[0]!.text.split('\r\n')
    expect(head).toContain('Срок истёк')
    expect(first).toContain("'=cmd|calc Давний Пётр, 1930")
    expect(first).toContain(';ограничена')
    await userEvent.click(screen.getByRole('button', { name: 'Печать' }))
    expect(printed[0]).toContain('Прежняя Анна, 02.05.1940')
    expect(printed[0]).toContain('ничего не удаляет')
    expect(printed[0]).toContain('Решение:')
  })

  it('says that there is no link, shows nothing, and comes when it is asked again', async () => {
    const { state } = show({ reachable: false })
    expect(await screen.findByText(/Список составляет сервер: без связи его нет/)).toBeTruthy()
    expect(screen.queryByRole('grid')).toBeNull()
    state.reachable = true
    await userEvent.click(screen.getByRole('button', { name: 'Повторить' }))
    expect(await screen.findByText('Прежняя Анна, 02.05.1940')).toBeTruthy()
    expect(screen.queryByText(/без связи его нет/)).toBeNull()
  })

  it('leads from a line to the card, and from a sum to nothing', async () => {
    const { router } = show()
    const at = router.state.location.pathname
    await userEvent.click(await screen.findByText('разные пациенты'))
    expect(router.state.location.pathname).toBe(at)
    await userEvent.click(screen.getByText('Прежняя Анна, 02.05.1940'))
    expect(router.state.location.pathname).toBe('/patients/patient%3Apast')
  })

  it('is neither shown to a doctor nor asked for by one, nor by IT staff', async () => {
    const { state } = show({ role: 'doctor' })
    expect(await screen.findByText(/Список видят главный врач/)).toBeTruthy()
    expect(state.asked).toEqual([])
    const clinic = { id: 'demo', facilities: [], accounts: 0 }
    expect(partsOf(clinic, 'admin')).toContain('retention')
    expect(partsOf(clinic, 'district-it')).not.toContain('retention')
    expect(partsOf(undefined, 'admin')).not.toContain('retention')
  })

  it('keeps a kind that only a newer server knows, by its name', () => {
    const lines = retentionLines({ ...report, cards: [], documents: { referral: 2 } }, 'ru')
    expect(lines).toMatchObject([{ what: 'referral', documents: 2, mark: 'C' }])
  })
})
