export const printTexts = {
  print: 'Печать',
  savePdf: 'Сохранить PDF',
  pdfSaved: 'PDF сохранён',
  printFailed: 'Не удалось напечатать. Проверьте принтер или сохраните PDF.',
  pdfFailed: 'PDF не сохранён. Повторите или выберите другую папку.',
}
