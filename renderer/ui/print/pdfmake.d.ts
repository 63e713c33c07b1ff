/** The little of pdfmake 0.3 that print-pdf.ts uses; the package brings no types. */
declare module 'pdfmake/build/pdfmake.js' {
  export type Content = string | Content[] | { [property: string]: unknown }
  export interface Definition {
    pageSize: { width: number; height: number }
    pageMargins: number
    defaultStyle: { [property: string]: unknown }
    content: Content[]
    info?: { title?: string }
    watermark?: { [property: string]: unknown }
  }
  const pdfMake: {
    addVirtualFileSystem(files: Record<string, string>): void
    createPdf(definition: Definition): { getBuffer(): Promise<Uint8Array> }
  }
  export default pdfMake
}

declare module 'pdfmake/build/vfs_fonts.js' {
  const files: Record<string, string>
  export default files
}
