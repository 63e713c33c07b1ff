import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Accounts } from './account-store.ts'

/** Makes the account `admin` on the first run. Returns its password when it had to be made up. */
export async function ensureAdministrator(
  accounts: Accounts,
  password: string | undefined,
  random: RandomBytes,
): Promise<string | undefined> {
  if (accounts.list().length > 0) return undefined
  const made =
    password === undefined || password === '' ? Buffer.from(random(12)).toString('base64url') : undefined
  await accounts.put(
    {
      user: 'admin',
      role: 'admin',
      practitioner: { id: 'practitioner:admin', name: 'Администратор', position: 'Администратор' },
      clinicId: '',
      facilityId: '',
    },
    made ?? password,
  )
  return made
}
