export const importTexts = {}
