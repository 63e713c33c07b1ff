import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { projectRoot } from '../../build/launch/run-tool.ts'
import { journey } from './clinic.ts'
import { signIn, waitUntilSynced } from './steps.ts'

const bundle = join(projectRoot, '../shared/data/fhir/Kermit_Trantow.json')

journey('A FHIR bundle comes in by the screen, and a second time adds nothing', async ({ openStation }) => {
  journey.skip(
    !existsSync(bundle),
    'the public Synthea bundles (../shared/data/fhir) are not on this machine',
  )
  const { page } = await openStation()
  await signIn(page, 'doctor')
  await waitUntilSynced(page)
  const choose = async (): Promise<void> => {
    await page.goto('/app/#/patients')
    await page.goto('/app/#/import')
    await page.locator('input[type=file]').setInputFiles(bundle)
  }
  await choose()
  await page.getByRole('button', { name: 'Импортировать 1 пациента' }).click()
  await expect(page.getByText('Импорт завершён: 1 пациент')).toBeVisible({ timeout: 60_000 })
  await choose()
  await expect(page.getByRole('cell', { name: 'Нового нет' })).toBeVisible({ timeout: 60_000 })
  await waitUntilSynced(page)
  await page.goto('/app/#/patients')
  await page.getByLabel('Поиск пациента').fill('Trantow')
  await expect(page.getByRole('row', { name: /Trantow/ })).toHaveCount(1)
})
