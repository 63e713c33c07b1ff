import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { testContext } from '#shared/domain/common/test-context.ts'
import { restrictCard } from '#shared/domain/consent/restriction.commands.ts'
import { addDocumentReference } from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { hasUnsavedWork } from '../../../ui/unsaved-work.ts'
import { FileContent } from './file-content.tsx'
import { FileHead } from './file-head.tsx'
import { FilePage } from './file-page.tsx'
import { FilesSection } from './files-section.tsx'

afterEach(cleanup)
const patient = examplePatient()
const pdf = (name: string) => new File(['%PDF-1.7 текст'], name, { type: 'application/pdf' })
const paper = (changes: Partial<DocumentReference> = {}): DocumentReference => {
  const result = addDocumentReference(
    { patientId: patient.id },
    { description: 'Выписка из ЦРБ', kind: 'discharge-summary' },
    { contentType: 'application/pdf', size: 2048, fileId: `file:${'0'.repeat(43)}` },
    testContext(),
  )
  if (!result.ok) throw new Error('not a paper')
  return { ...result.value, ...changes }
}
/** What a browser does before a reload or when its window is closed. */
const askedBeforeLeaving = (): boolean => {
  const leaving = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(leaving)
  return leaving.defaultPrevented
}
const show = () => {
  const memory = testWorkplace([patient])
  renderScreen(() => <FilesSection patientId={patient.id} visitId="visit:1" />, memory)
  const added = async () =>
    (await memory.workplace.data.documentReferences.ofPatient(patient.id)) as DocumentReference[]
  return { memory, added }
}

test('a paper that is chosen is named, kept and stands in the list; what is none says why and keeps nobody waiting', async () => {
  const { added } = show()
  const input = await screen.findByTestId('choose-files')
  const drawing = new File(['<svg onload="alert(1)">'], 'снимок.png', { type: 'image/png' })
  fireEvent.change(input, { target: { files: [pdf('Эпикриз_ЦРБ.pdf'), drawing] } })
  const [first, second] = await screen.findAllByTestId('picked-file')
  expect(await within(second!).findByRole('alert')).toHaveProperty(
    'textContent',
    expect.stringContaining('сценарии'),
  )
  const title = await within(first!).findByLabelText(/Что это за документ/)
  expect(title).toHaveProperty('value', 'Эпикриз ЦРБ')
  await userEvent.clear(title)
  expect(screen.getByRole('button', { name: 'Сохранить файл' })).toHaveProperty('disabled', true)
  await userEvent.type(title, 'Эпикриз из ЦРБ')
  await userEvent.click(screen.getByRole('button', { name: 'Сохранить файл' }))
  await waitFor(async () => expect(await added()).toHaveLength(1))
  expect((await added())[0]).toMatchObject({
    description: 'Эпикриз из ЦРБ',
    kind: 'discharge-summary',
    visitId: 'visit:1',
    content: { contentType: 'application/pdf' },
  })
  await waitFor(() => expect(screen.getAllByTestId('picked-file')).toHaveLength(1))
})

test('files that are dropped on the page or pasted come the same way; the browser does not leave the page for them', async () => {
  show()
  await screen.findByTestId('choose-files')
  const drop = new Event('drop', { bubbles: true, cancelable: true })
  Object.assign(drop, { dataTransfer: { files: [pdf('а.pdf')], types: ['Files'] } })
  window.dispatchEvent(drop)
  expect(drop.defaultPrevented).toBe(true)
  await screen.findByText('а.pdf')
  const paste = new Event('paste', { bubbles: true, cancelable: true })
  Object.assign(paste, { clipboardData: { files: [pdf('б.pdf')], types: ['Files'] } })
  window.dispatchEvent(paste)
  expect(await screen.findByText('б.pdf')).toBeTruthy()
})

test('while processing is restricted a paper is not saved outside the program, and a page says so', async () => {
  const now = testContext()
  const restricted = restrictCard(patient, { ground: 'court' }, now)
  const blocked = restricted.ok ? restricted.value : patient
  const file = { type: 'application/pdf', bytes: new Uint8Array([1]) }
  renderScreen(() => <FileHead reference={paper()} patient={blocked} file={file} />, testWorkplace([blocked]))
  expect(await screen.findByRole('button', { name: 'Внесён по ошибке' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Сохранить на диск…' })).toBeNull()
})

test('without a link a paper that is not on this PC says so; what is no picture is never drawn', async () => {
  const memory = testWorkplace([patient])
  renderScreen(() => <FileContent reference={paper()} head={() => null} />, memory)
  expect(await screen.findByTestId('unread-no-link')).toBeTruthy()
  cleanup()
  const hostile = { type: 'text/html', bytes: new TextEncoder().encode('<script>alert(1)</script>') }
  const id = await memory.workplace.data.files.keep(patient.id, hostile)
  const reference = paper()
  renderScreen(
    () => (
      <FileContent
        reference={{ ...reference, content: { ...reference.content, fileId: id } }}
        head={() => null}
      />
    ),
    memory,
  )
  expect(await screen.findByTestId('not-shown')).toBeTruthy()
  expect(document.querySelector('img, iframe, object, embed')).toBeNull()
})

test('a file whose stick was pulled out says so and holds up no other', async () => {
  const { added } = show()
  const gone = pdf('флешка.pdf')
  gone.slice = () => {
    throw new DOMException('gone', 'NotReadableError')
  }
  fireEvent.change(await screen.findByTestId('choose-files'), { target: { files: [gone, pdf('б.pdf')] } })
  const [first] = await screen.findAllByTestId('picked-file')
  expect(await within(first!).findByText(/не удалось прочитать/)).toBeTruthy()
  await userEvent.click(await screen.findByRole('button', { name: 'Сохранить файл' }))
  await waitFor(async () => expect(await added()).toHaveLength(1))
})

test('a disk that is full while a paper is fetched is not told as a damaged paper', async () => {
  const memory = testWorkplace([patient])
  memory.workplace.data.files.read = () => Promise.reject(new AppError('storage.full'))
  renderScreen(() => <FileContent reference={paper()} head={() => null} />, memory)
  expect(await screen.findByTestId('unread-failed')).toBeTruthy()
  expect(screen.queryByText(/повреждён/)).toBeNull()
  expect(screen.getByRole('button', { name: 'Попробовать ещё раз' })).toBeTruthy()
})

test('chosen files that nobody has saved are work that a lock of the screen must not lose', async () => {
  show()
  expect(hasUnsavedWork()).toBe(false)
  fireEvent.change(await screen.findByTestId('choose-files'), { target: { files: [pdf('а.pdf')] } })
  await screen.findByTestId('picked-file')
  expect(hasUnsavedWork()).toBe(true)
  expect(askedBeforeLeaving()).toBe(true)
  await userEvent.click(await screen.findByRole('button', { name: 'Сохранить файл' }))
  await waitFor(() => expect(hasUnsavedWork()).toBe(false))
  expect(askedBeforeLeaving()).toBe(false)
})

test('chosen files are left out by who says so, not by a slip of Esc', async () => {
  const { added } = show()
  fireEvent.change(await screen.findByTestId('choose-files'), { target: { files: [pdf('а.pdf')] } })
  await screen.findByRole('button', { name: 'Сохранить файл' })
  await userEvent.keyboard('{Escape}')
  await userEvent.click(await screen.findByRole('button', { name: 'Остаться' }))
  expect(screen.getByTestId('picked-file')).toBeTruthy()
  await waitFor(() => expect(screen.queryByText('Не сохранять файл?')).toBeNull())
  await userEvent.click(screen.getByRole('button', { name: 'Отмена' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Не сохранять' }))
  await waitFor(() => expect(screen.queryByTestId('picked-file')).toBeNull())
  expect(await added()).toEqual([])
})

test('a role that sees no papers is told so at the address of one', async () => {
  const memory = testWorkplace([patient])
  const { workplace } = memory
  const role = 'registrar' as const
  workplace.profile = { ...workplace.profile, practitioner: { ...workplace.profile.practitioner, role } }
  renderScreen(FilePage, {
    ...memory,
    path: '/patients/$patientId/files/$referenceId',
    at: `/patients/${patient.id}/files/document-reference:1`,
  })
  expect(await screen.findByText('Ваша роль этого не делает')).toBeTruthy()
})

test('a file that is still looked at is asked for before it is lost, too', async () => {
  show()
  const slow = pdf('снимок.pdf')
  slow.slice = () => ({ arrayBuffer: () => new Promise(() => undefined) }) as unknown as Blob
  fireEvent.change(await screen.findByTestId('choose-files'), { target: { files: [slow] } })
  await userEvent.click(await screen.findByRole('button', { name: 'Отмена' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Остаться' }))
  expect(screen.getByTestId('picked-file')).toBeTruthy()
})

test('what is copied from an office program is pasted into a field as its text', async () => {
  const { memory } = show()
  cleanup()
  renderScreen(
    () => (
      <>
        <textarea aria-label="Жалобы" />
        <FilesSection patientId={patient.id} visitId="visit:1" />
      </>
    ),
    memory,
  )
  await screen.findByTestId('choose-files')
  const pasteOn = (target: Element | Window, types: string[]) => {
    const paste = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(paste, { clipboardData: { files: [pdf('а.pdf')], types } })
    target.dispatchEvent(paste)
    return paste.defaultPrevented
  }
  const field = screen.getByLabelText('Жалобы')
  expect(pasteOn(field, ['text/plain', 'text/html', 'Files'])).toBe(false)
  expect(screen.queryByTestId('picked-file')).toBeNull()
  expect(pasteOn(field, ['Files'])).toBe(true)
  expect(pasteOn(window, ['text/plain', 'Files'])).toBe(true)
})
