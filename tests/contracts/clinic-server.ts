import type { ServerOptions } from '../../sync-server/create-server.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

export const people = {
  doctor: 'doctor:demo-doctor',
  feldsher: 'feldsher:demo-feldsher',
  registrar: 'registrar:demo-registrar',
}

/** A server with the clinics `demo` and `other`, and a doctor, a feldsher and a registrar in the first. */
export async function startClinicServer(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startTestServer(options)
  await provision(server)
  return server
}

export async function provision(server: RunningServer): Promise<void> {
  for (const clinic of ['demo', 'other'])
    await server.ask('PUT', `/api/clinics/${clinic}`, {
      facilities: [{ id: 'facility:zarechye', name: 'Заречская врачебная амбулатория', kind: 'ambulatory' }],
    })
  for (const [role, credentials] of Object.entries(people)) {
    const [user, password] = credentials.split(':')
    await server.ask('PUT', `/api/accounts/${user}`, {
      password,
      practitioner: { id: `practitioner:${role}`, name: 'Иванов Иван Иванович', role, position: 'Врач' },
      clinicId: 'demo',
      facilityId: 'facility:zarechye',
    })
  }
}
