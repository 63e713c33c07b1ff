import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { amendVisit, signVisit } from '#shared/domain/visit/visit.commands.ts'
import { testDiagnosis, testDraft, testVisitContext } from '#shared/domain/visit/visit.fixture.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { showPage, testPatient } from '../../../app/testing/show-record-page.tsx'
import { VisitEditPage } from './visit-edit-page.tsx'

const pages = {
  '/patients/$patientId/visits/new': VisitEditPage,
  '/patients/$patientId/visits/$visitId/edit': VisitEditPage,
}
const newVisit = `/patients/${testPatient.id}/visits/new`
const edit = (id: string) => `/patients/${testPatient.id}/visits/${id}/edit`

function signed(): Visit {
  const result = signVisit(testDraft({ id: 'visit:01SIGNED', plan: 'Лизиноприл 10 мг' }), testVisitContext())
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const ctrlEnter = () => fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true })

afterEach(cleanup)

describe('writing a visit', () => {
  it('saves the draft by itself and says so only then', async () => {
    const { drafts, data } = showPage(newVisit, pages)
    let release = () => {}
    const saved = vi.spyOn(data.drafts, 'save').mockImplementationOnce(async (draft) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      drafts.set([draft])
    })
    await userEvent.type(await screen.findByLabelText('Жалобы'), 'Кашель')
    await waitFor(() => expect(saved).toHaveBeenCalled())
    expect(screen.queryByText(/Черновик сохранён/)).toBeNull()
    release()
    await screen.findByText('Черновик сохранён 12:00:00')
    expect(drafts.value).toMatchObject([{ complaints: 'Кашель', patientId: testPatient.id }])
  })

  it('finds the unfinished draft of the patient again', async () => {
    showPage(newVisit, pages, { drafts: [testDraft({ complaints: 'Начато вчера' })] })
    expect(await screen.findByDisplayValue('Начато вчера')).toBeTruthy()
  })

  it('saves what was typed when the page is left at once', async () => {
    const { drafts, router } = showPage(newVisit, pages)
    await userEvent.type(await screen.findByLabelText('Жалобы'), 'Боль')
    await router.navigate({ to: '/patients/$patientId', params: { patientId: testPatient.id } })
    await waitFor(() => expect(drafts.value).toMatchObject([{ complaints: 'Боль' }]))
  })

  it('says when the disk refuses the draft, and keeps the text', async () => {
    const { data } = showPage(newVisit, pages)
    vi.spyOn(data.drafts, 'save').mockRejectedValue(new Error('full'))
    await userEvent.type(await screen.findByLabelText('Жалобы'), 'Боль')
    expect(await screen.findByText(/Черновик не сохранён/)).toBeTruthy()
    expect(screen.getByDisplayValue('Боль')).toBeTruthy()
  })

  it('takes only numbers for vitals and goes on from systolic to diastolic at a slash', async () => {
    const { drafts } = showPage(newVisit, pages)
    await userEvent.type(await screen.findByLabelText('АД систолическое'), '185/110')
    await userEvent.type(screen.getByLabelText('Температура'), '3x7,2')
    await screen.findAllByText('критически высоко')
    await waitFor(() =>
      expect(drafts.value[0]?.vitals).toEqual({ systolicMmHg: 185, diastolicMmHg: 110, temperatureC: 37.2 }),
    )
  })
})

describe('signing', () => {
  it('says what is missing and leads to the first missing field', async () => {
    const { data } = showPage(newVisit, pages)
    const plan = await screen.findByLabelText('План обследования и лечения, рекомендации')
    await userEvent.type(plan, 'Покой')
    ctrlEnter()
    expect(await screen.findByText('Чтобы подписать, не хватает:')).toBeTruthy()
    expect(screen.getAllByText('Укажите основной диагноз').length).toBeGreaterThan(0)
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Жалобы')))
    expect(await data.visits.ofPatient(testPatient.id)).toEqual([])
  })

  it('makes the visit durable before the draft goes, then shows the card', async () => {
    const { data, address } = showPage(newVisit, pages, { drafts: [testDraft()] })
    await screen.findByDisplayValue('Головная боль')
    const order: string[] = []
    const saveAll = data.saveAll
    vi.spyOn(data, 'saveAll').mockImplementation(async (documents) => {
      await saveAll(documents)
      order.push('durable')
    })
    const remove = data.drafts.remove
    vi.spyOn(data.drafts, 'remove').mockImplementation(async (id) => {
      order.push('draft removed')
      await remove(id)
    })
    ctrlEnter()
    await waitFor(() => expect(address()).toBe(`/patients/${testPatient.id}`))
    expect(order).toEqual(['durable', 'draft removed'])
    expect(await data.visits.get('visit:01TESTDRAFT')).toMatchObject({ status: 'signed', version: 1 })
    expect(await data.drafts.get('visit:01TESTDRAFT')).toBeUndefined()
  })

  it('signs once, however often the keys are pressed', async () => {
    const { data, address } = showPage(newVisit, pages, { drafts: [testDraft()] })
    await screen.findByDisplayValue('Головная боль')
    const saveAll = vi.spyOn(data, 'saveAll')
    ctrlEnter()
    ctrlEnter()
    ctrlEnter()
    await waitFor(() => expect(address()).toBe(`/patients/${testPatient.id}`))
    expect(saveAll).toHaveBeenCalledTimes(1)
  })

  it('keeps the draft when the disk refuses the visit', async () => {
    const { data, drafts } = showPage(newVisit, pages, { drafts: [testDraft()] })
    await screen.findByDisplayValue('Головная боль')
    vi.spyOn(data, 'saveAll').mockRejectedValue(new Error('full'))
    ctrlEnter()
    expect(await screen.findByText(/Приём не подписан/)).toBeTruthy()
    expect(drafts.value).toHaveLength(1)
    expect(screen.getByDisplayValue('Головная боль')).toBeTruthy()
  })

  it('signs no second visit when only a part of the first try was saved', async () => {
    const diagnoses = [testDiagnosis('I10', { course: 'chronic-first' })]
    const { data, address } = showPage(newVisit, pages, { drafts: [testDraft({ diagnoses })] })
    await screen.findByDisplayValue('Головная боль')
    const saveAll = data.saveAll
    vi.spyOn(data, 'saveAll').mockImplementationOnce(async (documents) => {
      await saveAll(documents.filter(({ type }) => type === 'visit'))
      throw new Error('full')
    })
    ctrlEnter()
    expect(await screen.findByText(/Приём не подписан/)).toBeTruthy()
    const first = await data.visits.get('visit:01TESTDRAFT')
    ctrlEnter()
    await waitFor(() => expect(address()).toBe(`/patients/${testPatient.id}`))
    expect(await data.visits.ofPatient(testPatient.id)).toEqual([first])
    expect(await data.conditions.ofPatient(testPatient.id)).toHaveLength(1)
  })

  it('takes a chronic diagnosis to the problem list', async () => {
    const diagnoses = [testDiagnosis('I10', { course: 'chronic-first' })]
    const { data } = showPage(newVisit, pages, { drafts: [testDraft({ diagnoses })] })
    await screen.findByDisplayValue('Головная боль')
    ctrlEnter()
    await waitFor(async () =>
      expect(await data.conditions.ofPatient(testPatient.id)).toMatchObject([{ coding: { code: 'I10' } }]),
    )
  })
})

describe('amending', () => {
  const first = signed()
  const draft = { ...amendVisit(first, testVisitContext()), id: 'visit:01AMEND' }

  it('asks for the reason and writes the next version beside the first one', async () => {
    const { data } = showPage(edit(draft.id), pages, { documents: [first], drafts: [draft] })
    const plan = await screen.findByDisplayValue('Лизиноприл 10 мг')
    await userEvent.clear(plan)
    await userEvent.type(plan, 'Лизиноприл 20 мг')
    ctrlEnter()
    expect((await screen.findAllByText('Укажите причину исправления')).length).toBeGreaterThan(0)
    await userEvent.type(screen.getByLabelText(/Причина исправления/), 'Описка')
    ctrlEnter()
    await waitFor(async () =>
      expect(await data.visits.get(draft.id)).toMatchObject({
        version: 2,
        replaces: first.id,
        plan: 'Лизиноприл 20 мг',
        amendmentReason: 'Описка',
      }),
    )
    expect(await data.visits.get(first.id)).toEqual(first)
  })

  it('opens the signed visit where the program ended before the draft was put away', async () => {
    const stale = testDraft({ id: first.id })
    const { address, drafts } = showPage(edit(first.id), pages, { documents: [first], drafts: [stale] })
    await waitFor(() => expect(address()).toBe(`/patients/${testPatient.id}/visits/${first.id}`))
    expect(drafts.value).toEqual([])
  })

  it('says so when a draft is not on this computer', async () => {
    showPage(edit('visit:01NOWHERE'), pages)
    expect(await screen.findByText('Черновик не найден')).toBeTruthy()
  })
})
