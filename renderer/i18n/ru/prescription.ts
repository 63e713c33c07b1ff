export const prescription = {}
