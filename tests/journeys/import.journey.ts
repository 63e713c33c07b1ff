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
  for (const round of [1, 2]) {
    await page.goto('/app/#/patients')
    await page.goto('/app/#/import')
    await page.locator('input[type=file]').setInputFiles(bundle)
    await page
      .getByRole('button', { name: /Загрузить|Импортировать|Перенести/ })
      .last()
      .click()
    await expect(page.getByText(round === 1 ? /Kermit/ : /без изменений|уже есть/i).first()).toBeVisible({
      timeout: 60_000,
    })
  }
  await waitUntilSynced(page)
  await page.goto('/app/#/patients')
  await page.getByLabel('Поиск пациента').fill('Trantow')
  await expect(page.getByRole('row', { name: /Trantow/ })).toHaveCount(1)
})
