import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { FunctionComponent } from 'react'
import type { Profile } from '#shared/contract/api.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import { memoryWorkplaceData } from '../../data/testing/memory-workplace-data.ts'
import { type Workplace, WorkplaceProvider } from '../../data/workplace-context.tsx'
import type { Host } from '../../host/host.ts'
import { HostProvider } from '../../host/host-context.tsx'
import { startTexts } from '../../i18n/index.ts'
import { ToastShelf } from '../../ui/toast.tsx'
import { Providers } from '../providers.tsx'

export const testProfile: Profile = {
  user: 'doctor',
  practitioner: {
    id: 'practitioner:demo-doctor',
    name: 'Ковалёва А. И.',
    role: 'doctor',
    position: 'Врач общей практики',
  },
  clinicId: 'demo',
  database: 'clinic-demo',
  facilityId: 'facility:zarechye',
  facilities: [{ id: 'facility:zarechye', name: 'Заречская врачебная амбулатория', kind: 'ambulatory' }],
}

/** A shell that does what it is asked and shows nothing. */
const quietHost: Host = {
  kind: 'browser',
  info: async () => ({ version: '0.0.0', platform: 'test' }),
  printHtml: async () => 'printed',
  saveFile: async () => 'saved',
  secrets: { get: async () => undefined, set: async () => {}, remove: async () => {} },
}

/** A workplace in memory at 22.11.2026 12:00 in Minsk; ids repeat from test to test. */
export function testWorkplace(
  documents: readonly ClinicDocument[] = [],
  initial: Parameters<typeof memoryWorkplaceData>[1] = {},
) {
  const clock = { timeMs: Date.parse('2026-11-22T09:00:00Z'), now: () => clock.timeMs }
  let counter = 0
  const random = (length: number) => Uint8Array.from({ length }, () => (counter++ * 7) % 256)
  const memory = memoryWorkplaceData(documents, initial)
  const workplace: Workplace = {
    data: memory.data,
    profile: testProfile,
    stationId: 'station1',
    context: {
      clock,
      hybridClock: createHybridClock(clock, 'station1'),
      makeId: createMakeId(clock, random),
      clinicId: 'demo',
      author: { id: 'practitioner:demo-doctor', name: 'Ковалёва А. И.', role: 'doctor' },
    },
  }
  return { ...memory, clock, workplace }
}

/**
 * Shows a page as the workplace does: Russian texts, theme, toasts, a router in memory whose only page stands at
 * `path` (a route pattern) and is opened at `at`; every other address shows an empty page.
 */
export function renderScreen(
  Page: FunctionComponent,
  where: { workplace: Workplace; path?: string; at?: string; host?: Host },
) {
  startTexts()
  const { path = '/', at = path } = where
  const root = createRootRoute({
    component: () => (
      <>
        <Outlet />
        <ToastShelf />
      </>
    ),
    notFoundComponent: () => null,
  })
  const page = createRoute({ getParentRoute: () => root, path, component: Page })
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [at] }),
  })
  const screen = render(
    <Providers>
      <WorkplaceProvider value={where.workplace}>
        <HostProvider value={where.host ?? quietHost}>
          <RouterProvider router={router as never} />
        </HostProvider>
      </WorkplaceProvider>
    </Providers>,
  )
  return { ...screen, router }
}
