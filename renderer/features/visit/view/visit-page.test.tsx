import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { amendVisit, signVisit } from '#shared/domain/visit/visit.commands.ts'
import { testDraft, testVisitContext } from '#shared/domain/visit/visit.fixture.ts'
import type { Visit, VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { showPage, testPatient } from '../../../app/testing/show-record-page.tsx'
import { VisitPage } from './visit-page.tsx'

const pages = { '/patients/$patientId/visits/$visitId': VisitPage }
const at = ({ id }: { id: string }) => `/patients/${testPatient.id}/visits/${id}`

function sign(draft: VisitDraft): Visit {
  const result = signVisit(draft, testVisitContext())
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const first = sign(testDraft({ id: 'visit:01A', plan: 'Лизиноприл 10 мг', findings: '<b>норма</b>' }))
const amendment = (id: string, plan: string): Visit =>
  sign({ ...amendVisit(first, testVisitContext()), id, plan, amendmentReason: 'Описка' })
const second = amendment('visit:01B', 'Лизиноприл 20 мг')

afterEach(cleanup)

describe('a signed visit', () => {
  it('shows the words as they are, marks what the newest version changed, and why', async () => {
    const { container } = showPage(at(second), pages, { documents: [first, second] })
    expect(await screen.findByText('<b>норма</b>')).toBeTruthy()
    expect(container.querySelector('del')?.textContent).toBe('10')
    expect(container.querySelector('ins')?.textContent).toBe('20')
    expect(screen.getByText('Причина: Описка')).toBeTruthy()
  })

  it('can be amended only in its newest version', async () => {
    showPage(at(first), pages, { documents: [first, second] })
    expect(await screen.findByText('Это версия 1. Есть более новая.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Исправить' })).toBeNull()
  })

  it('is not amended when it came from another system', async () => {
    showPage(at(first), pages, { documents: [{ ...first, status: 'imported' }] })
    expect(await screen.findByText('Лизиноприл 10 мг')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Исправить' })).toBeNull()
  })

  it('opens the amendment that was begun before instead of a second one', async () => {
    const begun = { ...amendVisit(first, testVisitContext()), id: 'visit:01BEGUN' }
    const { address, drafts } = showPage(at(first), pages, { documents: [first], drafts: [begun] })
    await userEvent.click(await screen.findByRole('button', { name: 'Исправить' }))
    await waitFor(() => expect(address()).toBe(`${at(begun)}/edit`))
    expect(drafts.value).toHaveLength(1)
  })

  it('says that two stations amended it at once and shows the way to the other version', async () => {
    const rival = amendment('visit:01C', 'Эналаприл 5 мг')
    showPage(at(rival), pages, { documents: [first, second, rival] })
    expect(await screen.findByText('Приём исправили на двух компьютерах одновременно')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Открыть другую версию' }).getAttribute('href')).toContain('01B')
  })

  it('is marked as entered in error by a new version with a reason', async () => {
    const { data, address } = showPage(at(first), pages, { documents: [first] })
    await userEvent.click(await screen.findByRole('button', { name: 'Внесено ошибочно' }))
    await userEvent.type(await screen.findByLabelText(/Причина/), 'Другой пациент')
    await userEvent.click(screen.getByRole('button', { name: 'Отметить' }))
    expect(await screen.findByText(/Причина: Другой пациент\. Запись хранится/)).toBeTruthy()
    const versions = await data.visits.ofPatient(testPatient.id)
    expect(versions.map(({ status }) => status).sort()).toEqual(['entered-in-error', 'signed'])
    expect(address()).not.toBe(at(first))
  })

  it('prints an extract with hostile text escaped', async () => {
    const { printed } = showPage(at(first), pages, { documents: [first] })
    await userEvent.click(await screen.findByRole('button', { name: 'Печать' }))
    await waitFor(() => expect(printed).toHaveLength(1))
    expect(printed[0]).toContain('&lt;b&gt;норма&lt;/b&gt;')
    expect(printed[0]).toContain('Лизиноприл 10 мг')
  })
})
