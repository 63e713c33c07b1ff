import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { configure, render } from '@testing-library/react'
import type { JSX } from 'react'
import type { Profile } from '#shared/contract/api.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { testVisitContext } from '#shared/domain/visit/visit.fixture.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import { memoryWorkplaceData } from '../../data/testing/memory-workplace-data.ts'
import { WorkplaceProvider } from '../../data/workplace-context.tsx'
import type { Host } from '../../host/host.ts'
import { HostProvider } from '../../host/host-context.tsx'
import { startTexts } from '../../i18n/index.ts'
import { Providers } from '../providers.tsx'

export const testPatient: Patient = {
  id: 'patient:01TEST',
  type: 'patient',
  schemaVersion: 1,
  clinicId: 'demo',
  createdAt: '2026-01-01T08:00:00.000Z',
  updatedAt: '2026-01-01T08:00:00.000Z-0000-test',
  author: testVisitContext().author,
  name: { family: 'Ўладыкіна', given: 'Ірына', patronymic: 'Ільінічна' },
  sex: 'female',
  birthDate: '1960-05-04',
  noKnownAllergiesAt: '2026-01-01T08:00:00.000Z',
}

// Screens wait half a second before they save, and test machines are slow.
configure({ asyncUtilTimeout: 8000 })

const profile: Profile = {
  user: 'doctor',
  practitioner: { ...testVisitContext().author, role: 'doctor', position: 'врач общей практики' },
  clinicId: 'demo',
  database: 'clinic-demo',
  facilityId: 'facility:zarechye',
  facilities: [
    { id: 'facility:zarechye', name: 'Амбулатория', kind: 'ambulatory', payerNumber: '100325912' },
  ],
}

/** Shows one page of the workplace at an address, over data in memory; other pages show only their address. */
export function showPage(
  path: string,
  pages: Record<string, () => JSX.Element>,
  given: { documents?: ClinicDocument[]; drafts?: VisitDraft[] } = {},
) {
  startTexts()
  // The starter packs of the classifiers are enough: no server and no database of packs.
  globalThis.indexedDB ??= {
    open() {
      throw new Error('no database in this test')
    },
  } as unknown as IDBFactory
  globalThis.fetch = async () => new Response('', { status: 503 })
  // The clock stands but for the microtask order; ids differ, as they do in life.
  const clock = { now: () => Date.parse('2026-11-22T09:00:00.000Z') }
  let made = 0
  const context = {
    clock,
    hybridClock: createHybridClock(clock, 'test'),
    makeId: createMakeId(clock, (length) => new Uint8Array(length).fill(++made)),
    clinicId: 'demo',
    author: testVisitContext().author,
  }
  const memory = memoryWorkplaceData([testPatient, ...(given.documents ?? [])], {
    drafts: given.drafts ?? [],
  })
  const files: Parameters<Host['saveFile']>[0][] = []
  const printed: string[] = []
  const host: Host = {
    kind: 'browser',
    info: async () => ({ version: 'test', platform: 'test' }),
    printHtml: async ({ html }) => {
      printed.push(html)
      return 'printed'
    },
    saveFile: async (file) => {
      files.push(file)
      return 'saved'
    },
    secrets: { get: async () => undefined, set: async () => {}, remove: async () => {} },
  }
  const root = createRootRoute()
  const addresses = [
    '/patients/$patientId',
    '/patients/$patientId/visits/new',
    '/patients/$patientId/visits/$visitId',
    '/patients/$patientId/visits/$visitId/edit',
    '/patients/$patientId/prescriptions/new',
    '/patients/$patientId/prescriptions/$prescriptionId',
  ]
  const routes = addresses.map((address) =>
    createRoute({
      getParentRoute: () => root,
      path: address,
      component: pages[address] ?? (() => <p>{address}</p>),
    }),
  )
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [path] }),
  })
  const shown = render(
    <Providers>
      <WorkplaceProvider value={{ data: memory.data, profile, context, stationId: 'station1' }}>
        <HostProvider value={host}>
          <RouterProvider router={router as never} />
        </HostProvider>
      </WorkplaceProvider>
    </Providers>,
  )
  /** The address shown now, readable. */
  const address = () => decodeURIComponent(router.state.location.pathname)
  return { ...memory, ...shown, router, address, files, printed }
}
