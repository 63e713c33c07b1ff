import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ManagedAccount, ManagedClinic, ManagedStation } from '#shared/contract/administration.ts'
import { renderScreen, testProfile, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { giveTablesHeight } from '../../../ui/testing/table-height.ts'
import { useSession } from '../../session/index.ts'
import { AdministrationPage } from './administration-page.tsx'

const facilities = [
  { id: 'facility:lesnoe', name: 'УЗ «Лесная ЦРБ»', kind: 'hospital' as const, payerNumber: '399999991' },
  { id: 'facility:fap', name: 'ФАП д. Луговая', kind: 'station' as const, partOf: 'facility:lesnoe' },
]
const person = (user: string, name: string, change: Partial<ManagedAccount> = {}): ManagedAccount => ({
  user,
  practitioner: { id: `practitioner:${user}`, name, role: 'feldsher', position: 'фельдшер' },
  clinicId: 'lesnoe',
  database: 'clinic-lesnoe',
  facilityId: 'facility:fap',
  facilities,
  oneTime: false,
  failures: 0,
  ...change,
})

/** A server that answers from a table, and remembers what was asked. */
function scriptServer() {
  const state = {
    clinics: [{ id: 'lesnoe', facilities, accounts: 3 }] as ManagedClinic[],
    accounts: [
      person('zhuk.a', 'Жук Анна'),
      person('elkina.o', 'Ёлкина Ольга', { oneTime: true }),
      person('adamovich.i', 'Адамович Игорь', { failures: 6, lockedUntil: '2026-11-22T09:10:00.000Z' }),
      person('byvshaya', 'Бывшая Инна', { dismissedOn: '2026-11-01' }),
    ],
    stations: [] as ManagedStation[],
    keys: [] as object[],
    reachable: true,
    taken: false,
  }
  const asked: { method: string; path: string; body: unknown }[] = []
  const answers = (method: string, path: string, body: Record<string, unknown>): unknown => {
    if (path === '/api/clinics') return state.clinics
    if (path.startsWith('/api/clinics/') && path.endsWith('/stations')) return state.stations
    if (path.endsWith('/signing-keys')) return { keys: state.keys }
    if (path.includes('/signing-keys/')) return { ...state.keys.at(-1), ...body }
    if (method === 'GET' && path.startsWith('/api/accounts')) return state.accounts
    if (method === 'POST' && path === '/api/accounts') {
      const account = person(String(body.user), String(body.name), { oneTime: true })
      state.accounts = [...state.accounts, account]
      return { account, password: 'k7mq-xw3d-p9ra' }
    }
    if (path.endsWith('/one-time-password')) return { account: state.accounts[0], password: 'aaaa-bbbb-cccc' }
    if (method === 'PUT' && path.startsWith('/api/clinics/')) {
      state.clinics = [
        { id: path.slice('/api/clinics/'.length), facilities: body.facilities as never, accounts: 0 },
      ]
      return { ok: true }
    }
    return path.includes('/stations/') ? { ok: true } : state.accounts[0]
  }
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    if (!state.reachable) throw new TypeError('no network')
    const path = input.pathname
    const method = init.method ?? 'GET'
    const body = init.body === undefined ? {} : JSON.parse(String(init.body))
    asked.push({ method, path, body })
    if (state.taken && method === 'POST')
      return Response.json({ type: 'x', title: 'account.taken', status: 409 }, { status: 409 })
    return Response.json(answers(method, path, body))
  })
  return { state, asked }
}

function show(at = '/administration') {
  const { workplace } = testWorkplace()
  const profile = {
    ...testProfile,
    user: 'admin',
    practitioner: { ...testProfile.practitioner, role: 'admin' as const },
  }
  useSession.getState().set({ phase: 'administering', profile, clock: workplace.context.clock })
  return renderScreen(AdministrationPage, { workplace, path: '/administration', at })
}

giveTablesHeight()
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent)

describe('the staff of a clinic', () => {
  it('stands in the order of names, without the dismissed until they are asked for, and is found by login', async () => {
    const user = userEvent.setup()
    scriptServer()
    show()
    expect(await screen.findByText('Жук Анна')).toBeTruthy()
    expect(names()).toEqual(['Адамович Игорь', 'Ёлкина Ольга', 'Жук Анна'])
    expect(screen.getByText('Вход временно закрыт')).toBeTruthy()
    expect(screen.getByText('Пароль с листка')).toBeTruthy()
    await user.click(screen.getByRole('checkbox', { name: 'Показать уволенных (1)' }))
    expect(names()).toContain('Бывшая Инна')
    await user.type(screen.getByLabelText('Найти сотрудника'), 'елк ol')
    await waitFor(() => expect(names()).toEqual(['Ёлкина Ольга']))
    await user.type(screen.getByLabelText('Найти сотрудника'), ' никто')
    expect(await screen.findByText('Никого не найдено')).toBeTruthy()
    await user.clear(screen.getByLabelText('Найти сотрудника'))
    await user.type(screen.getByLabelText('Найти сотрудника'), 'елкина.o')
    expect(names()).toEqual(['Ёлкина Ольга'])
    await user.keyboard('{Enter}')
    expect(within(await screen.findByRole('dialog')).getByDisplayValue('Ёлкина Ольга')).toBeTruthy()
  })

  it('gets a person with a proposed login, and the password is shown once', async () => {
    const user = userEvent.setup()
    const { asked } = scriptServer()
    show()
    await user.click(await screen.findByRole('button', { name: 'Новый сотрудник' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByRole('button', { name: 'Создать и выдать пароль' }))
    expect(dialog.getByText('Укажите фамилию и имя')).toBeTruthy()
    await user.type(dialog.getByLabelText(/Фамилия, имя, отчество/), 'Жук Алесь')
    // The proposed one is free although another Жук А. works here.
    expect((dialog.getByLabelText(/Имя для входа/) as HTMLInputElement).value).toBe('zhuk.a2')
    await user.click(dialog.getByRole('button', { name: 'Создать и выдать пароль' }))
    expect((await screen.findByTestId('one-time-password')).textContent).toBe('k7mq-xw3d-p9ra')
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      user: 'zhuk.a2',
      name: 'Жук Алесь',
      role: 'doctor',
      position: '',
      clinicId: 'lesnoe',
      facilityId: 'facility:lesnoe',
      villages: [],
    })
    await user.click(screen.getByRole('button', { name: 'Готово, пароль передан' }))
    await waitFor(() => expect(screen.queryByTestId('one-time-password')).toBeNull())
    expect(document.body.textContent).not.toContain('k7mq')
  })

  it('says in words why the server refused, and keeps what was typed', async () => {
    const user = userEvent.setup()
    const { state } = scriptServer()
    show()
    await user.click(await screen.findByRole('button', { name: 'Новый сотрудник' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(dialog.getByLabelText(/Фамилия, имя, отчество/), 'Орлова Инна')
    state.taken = true
    await user.click(dialog.getByRole('button', { name: 'Создать и выдать пароль' }))
    expect(await dialog.findByText('Такое имя для входа уже есть')).toBeTruthy()
    expect((dialog.getByLabelText(/Фамилия, имя, отчество/) as HTMLInputElement).value).toBe('Орлова Инна')
  })

  it('dismisses from a day, after a question whose safe answer has the focus', async () => {
    const user = userEvent.setup()
    const { asked } = scriptServer()
    show()
    await user.click(await screen.findByText('Жук Анна'))
    await user.click(await screen.findByRole('button', { name: 'Уволить…' }))
    const question = within(await screen.findByRole('alertdialog'))
    expect(document.activeElement?.textContent).toBe('Отмена')
    await user.click(question.getByRole('button', { name: 'Уволить…' }))
    await waitFor(() =>
      expect(asked.find(({ path }) => path.endsWith('/dismissal'))).toMatchObject({
        method: 'PUT',
        path: '/api/accounts/zhuk.a/dismissal',
        body: { on: '2026-11-22' },
      }),
    )
  })
})

describe('without the server', () => {
  it('takes the list off the screen and says why, and brings it back', async () => {
    const { state } = scriptServer()
    show()
    await screen.findByText('Жук Анна')
    state.reachable = false
    window.dispatchEvent(new Event('offline'))
    expect((await screen.findAllByText(/Управление работает только при связи/)).length).toBeGreaterThan(0)
    await waitFor(() => expect(screen.getByText('Жук Анна').checkVisibility()).toBe(false))
    state.reachable = true
    window.dispatchEvent(new Event('online'))
    await waitFor(() => expect(screen.queryByText(/Управление работает только при связи/)).toBeNull())
    expect(screen.getByText('Жук Анна').checkVisibility()).toBe(true)
  })
})

describe('a new server', () => {
  it('asks for the first clinic, checks its number, and goes on to its people', async () => {
    const user = userEvent.setup()
    const { state, asked } = scriptServer()
    state.clinics = []
    state.accounts = []
    const { router } = show()
    await user.type(await screen.findByLabelText(/^Название \*|^Название$/), 'УЗ «Лесная ЦРБ»')
    await user.type(screen.getByLabelText(/УНП/), '399999992')
    await user.type(screen.getByLabelText(/^Адрес/), 'аг. Лесное, ул. Мира, 1')
    await user.type(screen.getByLabelText(/Код клиники/), 'lesnoe')
    await user.click(screen.getByRole('button', { name: 'Создать клинику' }))
    expect(screen.getByText(/УНП состоит из 9 цифр/)).toBeTruthy()
    expect(asked.some(({ method }) => method === 'PUT')).toBe(false)
    await user.clear(screen.getByLabelText(/УНП/))
    await user.type(screen.getByLabelText(/УНП/), '399999991')
    await user.click(screen.getByRole('button', { name: 'Создать клинику' }))
    await screen.findByText('Сотрудников ещё нет')
    expect(asked.find(({ method }) => method === 'PUT')).toEqual({
      method: 'PUT',
      path: '/api/clinics/lesnoe',
      body: {
        facilities: [
          {
            id: 'facility:lesnoe',
            name: 'УЗ «Лесная ЦРБ»',
            kind: 'hospital',
            address: 'аг. Лесное, ул. Мира, 1',
            payerNumber: '399999991',
          },
        ],
      },
    })
    expect(router.state.location.search).toMatchObject({ clinic: 'lesnoe', part: 'staff' })
  })
})

describe('the PCs of a clinic', () => {
  const lost: ManagedStation = {
    stationId: '01hzzz9abc',
    name: 'Ноутбук ФАП',
    revoked: false,
    lastContactAt: '2026-11-10T09:00:00.000Z',
    lastUser: 'zhuk.a',
    report: { version: '1.0', schemaVersion: '3', onlyHere: 2, refused: 0 },
  }

  it('leave the list when they are revoked, and stand in it again on demand', async () => {
    const { state } = scriptServer()
    const revoked = { ...lost, stationId: '01hzzz1old', name: 'Старый ПК', revoked: true }
    state.stations = [lost, revoked]
    show('/administration?part=stations')
    expect(await screen.findByText(/^Ноутбук ФАП/)).toBeTruthy()
    expect(screen.queryByText(/^Старый ПК/)).toBeNull()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Показать отозванные (1)' }))
    expect(await screen.findByText(/^Старый ПК/)).toBeTruthy()
  })

  it('are revoked only by who types the last signs of the name, told what will be lost', async () => {
    const user = userEvent.setup()
    const { state, asked } = scriptServer()
    state.stations = [lost]
    show('/administration?part=stations')
    expect(await screen.findByText('Молчит больше недели')).toBeTruthy()
    await user.click(screen.getByText(/^Ноутбук ФАП/))
    await user.click(await screen.findByRole('button', { name: 'Отозвать потерянный или украденный…' }))
    const question = within(await screen.findByRole('alertdialog'))
    expect(question.getByText('На нём 2 записи, которых больше нигде нет')).toBeTruthy()
    const confirm = question.getByRole('button', { name: 'Отозвать навсегда' }) as HTMLButtonElement
    expect(confirm.disabled).toBe(true)
    await user.type(question.getByRole('textbox'), '9ABC')
    await user.click(confirm)
    await waitFor(() =>
      expect(asked.at(-2)).toMatchObject({
        method: 'DELETE',
        path: '/api/clinics/lesnoe/stations/01hzzz9abc',
      }),
    )
  })
})

it.each([
  ['Новый ключ файлов пациентов…', 'file-key'],
  ['Новый ключ обмена файлами…', 'courier-key'],
])('«%s» asks before it makes one for the clinic', async (action, path) => {
  const { asked } = scriptServer()
  show('/administration?part=stations')
  await userEvent.click(await screen.findByRole('button', { name: action }))
  await userEvent.click(await screen.findByRole('button', { name: 'Сменить ключ' }))
  const made = { method: 'POST', path: `/api/clinics/lesnoe/${path}` }
  await waitFor(() => expect(asked).toContainEqual(expect.objectContaining(made)))
})

describe('the data key of a PC', () => {
  const station: ManagedStation = {
    stationId: '01hzzz9abc',
    name: 'Ноутбук ФАП',
    revoked: false,
    lastContactAt: '2026-11-22T09:00:00.000Z',
  }
  const open = async (shown: ManagedStation) => {
    const { state, asked } = scriptServer()
    state.stations = [shown]
    show('/administration?part=stations')
    await userEvent.click(await screen.findByText(/^Ноутбук ФАП/))
    return asked
  }

  it('is renewed by an administrator, after a question', async () => {
    const asked = await open(station)
    await userEvent.click(await screen.findByRole('button', { name: 'Сменить ключ данных…' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Сменить ключ' }))
    await waitFor(() =>
      expect(asked.at(-2)).toMatchObject({
        method: 'POST',
        path: '/api/clinics/lesnoe/stations/01hzzz9abc/key-renewal',
      }),
    )
  })

  it('is shown on its way, with how many rows are under it', async () => {
    const report = { version: '1', schemaVersion: '3', onlyHere: 0, refused: 0 }
    await open({ ...station, keyRenewal: true, report: { ...report, resealed: { done: 40, total: 100 } } })
    expect(await screen.findByText(/Записи ПК переходят на новый ключ данных/)).toBeTruthy()
    expect(screen.getByRole('progressbar')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Сменить ключ данных…' })).toBeNull()
  })
})

describe('the signing keys of a clinic', () => {
  const key = {
    keyId: 'ABCDEFGHJKMNPQRSTVWXYZ2345',
    alg: 'ed25519',
    publicKey: 'x',
    practitionerId: 'practitioner:zhuk.a',
    name: 'Жук Анна',
    stationId: '01hzzz9abc',
    state: 'pending',
    offeredAt: '2026-11-20T09:00:00.000Z',
  }

  it('are confirmed only by who says that the fingerprint was compared', async () => {
    const user = userEvent.setup()
    const { state, asked } = scriptServer()
    state.keys = [
      { ...key, keyId: 'ZBCDEFGHJKMNPQRSTVWXYZ2345', name: 'Адамович Игорь', state: 'registered' },
      key,
    ]
    show('/administration?part=keys')
    expect(await screen.findByText('Ждёт подтверждения')).toBeTruthy()
    // What waits for the administrator stands first.
    expect(names()).toEqual(['Жук Анна', 'Адамович Игорь'])
    await user.click(screen.getByText('Жук Анна'))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText('ABCD-EFGH-JKMN-PQRS-TVWX')).toBeTruthy()
    const confirm = dialog.getByRole('button', { name: 'Подтвердить ключ' }) as HTMLButtonElement
    expect(confirm.disabled).toBe(true)
    await user.click(dialog.getByRole('checkbox', { name: 'Сотрудник назвал тот же отпечаток' }))
    await user.click(confirm)
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PUT')).toEqual({
        method: 'PUT',
        path: `/api/clinics/lesnoe/signing-keys/${key.keyId}`,
        body: { state: 'registered' },
      }),
    )
  })

  it('are revoked from the beginning of a day in Minsk', async () => {
    const user = userEvent.setup()
    const { state, asked } = scriptServer()
    state.keys = [{ ...key, state: 'registered' }]
    show('/administration?part=keys')
    await user.click(await screen.findByText('Жук Анна'))
    await user.click(await screen.findByRole('button', { name: 'Отозвать…' }))
    const question = within(await screen.findByRole('alertdialog'))
    await user.click(question.getByRole('button', { name: 'Отозвать ключ' }))
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({
        state: 'revoked',
        revokedFrom: '2026-11-22T00:00:00+03:00',
      }),
    )
  })
})
