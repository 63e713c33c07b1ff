import { z } from 'zod'

const sideSchema = z.looseObject({
  author: z.looseObject({ id: z.string().max(200), name: z.string().max(500) }),
  updatedAt: z.string().max(100),
})

/** What a merge joined and from whom; stands in the document, so that whoever reads it can see where it comes from. */
export const mergeRecordSchema = z.looseObject({
  /** The one edit and the other. */
  local: sideSchema,
  server: sideSchema,
  /** Each change that was taken, and from which of the two. */
  fields: z.array(z.looseObject({ path: z.string().max(300), from: z.enum(['local', 'server', 'both']) })),
})
export type MergeRecord = z.infer<typeof mergeRecordSchema>
