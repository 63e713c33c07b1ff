import type { PrintBlock } from './print-document.ts'

/** The foot of a paper that leaves the clinic: who signs it, with room for the signature, and the place of the stamp. */
export const signedFoot = (who: string, signature: string, stamp: string): PrintBlock[] => [
  { kind: 'space', heightMm: 6 },
  {
    kind: 'columns',
    columns: [
      { share: 3, blocks: [{ kind: 'text', text: `${who}\n\n${signature}` }] },
      { share: 2, blocks: [{ kind: 'frame', caption: stamp, heightMm: 20 }] },
    ],
  },
]
