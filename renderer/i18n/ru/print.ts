export const printTexts = {}
