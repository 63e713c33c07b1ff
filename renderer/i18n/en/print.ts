import type { printTexts as ru } from '../ru/print.ts'

export const printTexts: typeof ru = {
  print: 'Print',
  savePdf: 'Save PDF',
  pdfSaved: 'PDF saved',
  printFailed: 'Printing failed. Check the printer or save a PDF.',
  pdfFailed: 'The PDF was not saved. Try again or choose another folder.',
}
