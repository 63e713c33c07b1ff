import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PrintDocument } from './print-document.ts'
import { printHtml } from './print-html.ts'
import { printPdf } from './print-pdf.ts'

const sample: PrintDocument = {
  title: 'Рэцэпт',
  paper: 'A6',
  blocks: [
    {
      kind: 'columns',
      columns: [
        { share: 3, blocks: [{ kind: 'text', text: 'УЗ «Приозёрская ЦРБ»' }] },
        { share: 2, blocks: [{ kind: 'frame', caption: 'Штамп', heightMm: 15 }] },
      ],
    },
    { kind: 'text', text: 'РЕЦЕПТ', size: 'large', bold: true, align: 'center' },
    { kind: 'field', label: 'Пациент', value: 'Ўладзіміраўская І. Ў.' },
    {
      kind: 'labelled',
      label: 'Rp.:',
      lines: ['Tab. Amoxicillini 500 мг', 'съёмка шчокаў'],
      indent: 'narrow',
    },
    { kind: 'rule' },
    { kind: 'space', heightMm: 3 },
  ],
}

const hasPdftotext = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

function wordsOf(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'lekar-pdf-'))
  try {
    const file = join(folder, 'a.pdf')
    writeFileSync(file, pdf)
    return execFileSync('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('a document as HTML', () => {
  it('runs nothing and fetches nothing that a text brings along', () => {
    const hostile = `<script>alert(1)</script><img src=x onerror="alert('2')">&lt;b&gt;</style>`
    const html = printHtml({
      ...sample,
      title: hostile,
      mark: hostile,
      blocks: [
        { kind: 'text', text: hostile },
        { kind: 'field', label: hostile, value: hostile },
        { kind: 'labelled', label: hostile, lines: [hostile], indent: 'wide' },
        { kind: 'frame', caption: hostile, heightMm: 5 },
        { kind: 'columns', columns: [{ share: 1, blocks: [{ kind: 'text', text: hostile }] }] },
      ],
    })
    const page = new DOMParser().parseFromString(html, 'text/html')
    expect(page.querySelectorAll('script, img, [onerror]')).toHaveLength(0)
    expect(page.querySelector('p')!.textContent).toBe(hostile)
    expect(html).not.toContain('<script')
    expect(html).not.toContain('<img')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html).toContain("default-src 'none'")
  })

  it('drops control characters and keeps Belarusian letters', () => {
    const html = printHtml({ ...sample, blocks: [{ kind: 'text', text: 'а\u0000б\u001bў І' }] })
    expect(html).toContain('абў І')
  })

  it('uses no style attribute', () => {
    expect(printHtml(sample)).not.toContain('style=')
  })
})

describe('a document as PDF', () => {
  it('is a PDF of the right size', async () => {
    const pdf = await printPdf(sample)
    const text = new TextDecoder('latin1').decode(pdf)
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text).toMatch(/MediaBox \[0 0 297\.6\d* 419\.5\d*\]/)
  })

  it.skipIf(!hasPdftotext)(
    'holds the same words, Belarusian letters included (needs pdftotext)',
    async () => {
      const words = wordsOf(await printPdf(sample))
      for (const expected of [
        'УЗ «Приозёрская ЦРБ»',
        'Штамп',
        'РЕЦЕПТ',
        'Пациент: Ўладзіміраўская І. Ў.',
        'Tab. Amoxicillini 500 мг',
        'съёмка шчокаў',
      ])
        expect(words).toContain(expected)
    },
  )

  it.skipIf(!hasPdftotext)('prints hostile text as it is (needs pdftotext)', async () => {
    const words = wordsOf(
      await printPdf({
        ...sample,
        mark: 'АННУЛИРОВАН',
        blocks: [{ kind: 'text', text: '<script>"x"</script> \u0000{{y}}' }],
      }),
    )
    expect(words).toContain('<script>"x"</script> {{y}}')
  })
})
