import { execFileSync } from 'node:child_process'
import { expect } from '@playwright/test'
import { personalNumberCheckDigit } from '../../shared/domain/patient/personal-number.ts'
import { journey } from './clinic.ts'
import { expectSaid } from './said.ts'
import { register, signIn, syncIndicator, waitUntilSynced } from './steps.ts'

const first13 = '4140362A901PB'
const patient = {
  personalNumber: first13 + personalNumberCheckDigit(first13),
  family: 'Журавинка',
  given: 'Ядвига',
  patronymic: 'Станиславовна',
}

journey(
  'A doctor registers a patient, records a visit and hands out a prescription as PDF',
  async ({ openStation }) => {
    const { page } = await openStation()
    await signIn(page, 'doctor')
    await waitUntilSynced(page)

    await register(page, patient)
    await expect(page.getByRole('heading', { name: /Журавинка Ядвига Станиславовна/ })).toBeVisible()

    await page.keyboard.press('v')
    await page
      .getByLabel('Жалобы', { exact: true })
      .fill('Боль в горле, повышение температуры до 38,2 в течение двух дней')
    await page
      .getByLabel('Объективно', { exact: true })
      .fill('Зев гиперемирован, миндалины увеличены, налёт в лакунах')
    await page.getByLabel('АД систолическое').fill('130')
    await page.getByLabel('АД диастолическое').fill('80')
    await page.getByLabel('Температура').fill('38,2')

    await page.getByLabel('Добавить диагноз').fill('ангина')
    await page.getByRole('option', { name: /J03\.9/ }).click()

    await page.keyboard.press('Alt+r')
    await page.getByLabel('МНН').fill('амоксиц')
    await page
      .getByRole('option', { name: /^амоксициллин/i })
      .first()
      .click()
    await page.getByLabel('Лекарственная форма').fill('капсулы')
    await page
      .getByRole('option', { name: /капсулы/ })
      .first()
      .click()
    await page.getByLabel('Дозировка').fill('500 мг')
    await page.keyboard.press('Tab')
    await page.getByLabel('S.: как принимать').fill('По 1 капсуле 3 раза в день 10 дней')
    await page.getByLabel('Количество (D.t.d. N)').fill('30')
    await page.keyboard.press('Control+Enter')
    await expectSaid(page, 'Рецепт подписан')

    // Back at the visit nothing that was typed is missing.
    await expect(page.getByLabel('Жалобы', { exact: true })).toHaveValue(/Боль в горле/)
    await page.keyboard.press('Control+Enter')
    await expectSaid(page, 'Приём подписан и сохранён на этом ПК')
    await expect(page.getByText(/J03\.9/).first()).toBeVisible()
    await expect(syncIndicator(page)).toContainText('Синхронизировано')

    await page
      .getByRole('link', { name: /амоксициллин/i })
      .first()
      .click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: /PDF/ }).click()
    const file = await (await download).path()
    const words = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    for (const expected of [
      'Журавинка',
      'Amoxicillini',
      'По 1 капсуле 3 раза в день',
      'Заречская врачебная амбулатория',
      'УНП',
    ])
      expect(words).toContain(expected)
  },
)
