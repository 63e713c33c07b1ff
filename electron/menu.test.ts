import { describe, expect, it } from 'vitest'
import { menuTemplate } from './menu.ts'

describe('The menu', () => {
  it('speaks Russian throughout', () => {
    const labels = menuTemplate({ isDevelopment: true }).flatMap((menu) => [
      menu.label,
      ...(Array.isArray(menu.submenu) ? menu.submenu.filter((item) => item.type !== 'separator') : []).map(
        (item) => item.label,
      ),
    ])
    for (const label of labels) expect(label).toMatch(/^[А-Яа-яё ]+$/)
  })

  it('has developer tools only outside a package', () => {
    expect(JSON.stringify(menuTemplate({ isDevelopment: false }))).not.toContain('toggleDevTools')
    expect(JSON.stringify(menuTemplate({ isDevelopment: true }))).toContain('toggleDevTools')
  })
})
