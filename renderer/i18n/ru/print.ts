export const printTexts = {
  print: 'Печать',
  savePdf: 'Сохранить PDF',
  preview: 'Предварительный просмотр',
  pdfSaved: 'PDF сохранён',
  printFailed: 'Не удалось напечатать. Проверьте принтер или сохраните PDF.',
  pdfFailed: 'PDF не сохранён. Повторите или выберите другую папку.',
}
