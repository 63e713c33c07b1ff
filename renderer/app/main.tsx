import './zod-without-eval.ts'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { assert } from '#shared/kit/assert.ts'
import { handOverKeys, restoreSession } from '../features/session/index.ts'
import { chooseHost } from '../host/choose-host.ts'
import { HostProvider } from '../host/host-context.tsx'
import { startTexts } from '../i18n/index.ts'
import { CrashBoundary } from './crash-boundary.tsx'
import { keepOffline } from './keep-offline.ts'
import { Providers } from './providers.tsx'
import { router } from './router.tsx'
import { wireSession } from './session-wiring.ts'

// The boot story: texts first (nothing can be said without them); then who was signed in, which opens the local data;
// meanwhile the page stands and the session gate decides what it shows.
startTexts()
const host = chooseHost(__LEKAR_VERSION__)
wireSession()
restoreSession()
window.addEventListener('pagehide', handOverKeys)

const place = document.getElementById('root')
assert(place, 'index.html has no #root')
createRoot(place).render(
  <StrictMode>
    <Providers>
      <CrashBoundary>
        <HostProvider value={host}>
          <RouterProvider router={router} />
        </HostProvider>
      </CrashBoundary>
    </Providers>
  </StrictMode>,
)

// Last, when the page stands: keep the files for the day without a network.
if (host.kind === 'browser') keepOffline()
