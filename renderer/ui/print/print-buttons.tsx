import { Button } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../host/host-context.tsx'
import { showToast } from '../toast-store.ts'
import type { PrintDocument } from './print-document.ts'
import { printHtml } from './print-html.ts'
import { printPdf } from './print-pdf.ts'

/** A file name that every file system takes. */
const fileName = (title: string): string =>
  `${title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 100)}.pdf`

interface PrintButtonsProps {
  /** Called when a button is pressed. */
  make(): PrintDocument
  /** Printing is what the page is for. */
  main?: boolean
}

/** Prints a document or saves it as PDF; says what came of it. */
export function PrintButtons({ make, main = false }: PrintButtonsProps) {
  const { t } = useTranslation('print')
  const host = useHost()
  const [busy, setBusy] = useState(false)

  async function run(task: (document: PrintDocument) => Promise<string | undefined>, failed: string) {
    setBusy(true)
    try {
      const said = await task(make())
      if (said) showToast(said)
    } catch {
      showToast(failed)
    } finally {
      setBusy(false)
    }
  }

  const print = () =>
    run(async (document) => {
      const outcome = await host.printHtml({ title: document.title, html: printHtml(document) })
      return outcome === 'failed' ? t('printFailed') : undefined
    }, t('printFailed'))

  const save = () =>
    run(async (document) => {
      const bytes = await printPdf(document)
      const outcome = await host.saveFile({
        suggestedName: fileName(document.title),
        mediaType: 'application/pdf',
        bytes,
      })
      return outcome === 'saved' ? t('pdfSaved') : outcome === 'failed' ? t('pdfFailed') : undefined
    }, t('pdfFailed'))

  return (
    <>
      <Button onClick={() => void save()} disabled={busy}>
        {t('savePdf')}
      </Button>
      <Button onClick={() => void print()} disabled={busy} variant={main ? 'contained' : 'text'}>
        {t('print')}
      </Button>
    </>
  )
}
