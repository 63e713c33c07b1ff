import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
import { journalPage, trailPage } from '../features/audit/index.ts'
import { ownCardPage } from '../features/own-card/index.ts'
import { SignInPage } from '../features/session/index.ts'
import { ErrorScreen } from './error-screen.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { RootFrame } from './root-frame.tsx'
import { SessionGate } from './session-gate.tsx'

const root = createRootRoute({ component: RootFrame })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ back: z.string().optional() }),
  component: SignInPage,
})

/** Everything that needs a session stands below this one. */
const workplace = createRoute({ getParentRoute: () => root, id: 'workplace', component: SessionGate })

const below = <P extends string>(path: P) => ({ getParentRoute: () => workplace, path })
const patients = () => import('../features/patients/index.ts')
const card = () => import('../features/card/index.ts')
const visit = () => import('../features/visit/index.ts')
const prescription = () => import('../features/prescription/index.ts')

const pages = [
  createRoute({
    ...below('/'),
    beforeLoad: () => {
      throw redirect({ to: '/patients' })
    },
  }),
  createRoute({
    ...below('/patients'),
    component: lazyRouteComponent(() => import('./start-page.tsx'), 'StartPage'),
    // From the list one nearly always goes to a card: it is there before the first click.
    onEnter: () => void card(),
  }),
  createRoute({ ...below('/patients/new'), component: lazyRouteComponent(patients, 'PatientEditPage') }),
  createRoute({
    ...below('/patients/$patientId'),
    // The problem whose form is open: one that the server refused is corrected there.
    validateSearch: z.object({ condition: z.string().optional() }),
    component: lazyRouteComponent(card, 'CardPage'),
  }),
  createRoute({
    ...below('/patients/$patientId/edit'),
    component: lazyRouteComponent(patients, 'PatientEditPage'),
  }),
  createRoute({
    ...below('/patients/$patientId/visits/new'),
    component: lazyRouteComponent(visit, 'VisitEditPage'),
  }),
  createRoute({
    ...below('/patients/$patientId/visits/$visitId'),
    component: lazyRouteComponent(visit, 'VisitPage'),
  }),
  createRoute({
    ...below('/patients/$patientId/visits/$visitId/edit'),
    component: lazyRouteComponent(visit, 'VisitEditPage'),
  }),
  createRoute({
    ...below('/patients/$patientId/prescriptions/new'),
    validateSearch: z.object({ visitId: z.string().optional(), from: z.string().optional() }),
    component: lazyRouteComponent(prescription, 'PrescriptionEditPage'),
  }),
  createRoute({
    ...below('/patients/$patientId/prescriptions/$prescriptionId'),
    component: lazyRouteComponent(prescription, 'PrescriptionPage'),
  }),
  createRoute({
    ...below('/patients/$patientId/consents/$consentId'),
    component: lazyRouteComponent(() => import('../features/consent/index.ts'), 'ConsentPage'),
  }),
  createRoute({
    ...below('/patients/$patientId/files/$referenceId'),
    component: lazyRouteComponent(() => import('../features/files/index.ts'), 'FilePage'),
  }),
  createRoute({
    ...below('/patients/$patientId/trail'),
    component: lazyRouteComponent(trailPage, 'TrailPage'),
  }),
  createRoute({ ...below('/journal'), component: lazyRouteComponent(journalPage, 'JournalPage') }),
  createRoute({
    ...below('/inbox'),
    component: lazyRouteComponent(() => import('../features/inbox/index.ts'), 'InboxPage'),
  }),
  createRoute({
    ...below('/import'),
    component: lazyRouteComponent(() => import('../features/import/index.ts'), 'ImportPage'),
  }),
  createRoute({
    ...below('/courier'),
    component: lazyRouteComponent(() => import('../features/courier/index.ts'), 'CourierPage'),
  }),
  createRoute({
    ...below('/administration'),
    validateSearch: z.object({ clinic: z.string().optional(), part: z.string().optional() }),
    component: lazyRouteComponent(() => import('../features/administration/index.ts'), 'AdministrationPage'),
  }),
  createRoute({ ...below('/own-card'), component: lazyRouteComponent(ownCardPage, 'OwnCardPage') }),
  createRoute({
    ...below('/retention'),
    component: lazyRouteComponent(() => import('../features/administration/index.ts'), 'RetentionPage'),
  }),
  createRoute({
    ...below('/settings'),
    component: lazyRouteComponent(() => import('../features/settings/index.ts'), 'SettingsPage'),
  }),
  // Inside the frame, so that the way back to work stands where it always does.
  createRoute({ ...below('/$'), component: NotFoundPage }),
] as const

export const router = createRouter({
  routeTree: root.addChildren([signIn, workplace.addChildren(pages)]),
  history: createHashHistory(),
  defaultErrorComponent: ErrorScreen,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
