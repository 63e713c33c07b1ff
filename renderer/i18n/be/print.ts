import type { printTexts as ru } from '../ru/print.ts'

export const printTexts: typeof ru = {
  print: 'Друк',
  savePdf: 'Захаваць PDF',
  pdfSaved: 'PDF захаваны',
  printFailed: 'Не ўдалося надрукаваць. Праверце прынтар або захавайце PDF.',
  pdfFailed: 'PDF не захаваны. Паўтарыце або выберыце іншую папку.',
}
