import { protocolHeader } from '#shared/contract/protocol-version.ts'
import { scopeHeader } from '#shared/contract/scope-header.ts'
import type { Answering } from './clinic-server.ts'

/** An answer whose body has come. */
export interface Whole {
  status: number
  text: string
  /** Which part of the clinic it is from. */
  scope: string | undefined
}

export async function wholeAnswer(answering: Answering): Promise<Whole> {
  const parts: Buffer[] = []
  for await (const part of answering.body) parts.push(part as Buffer)
  return { status: answering.status, text: Buffer.concat(parts).toString(), scope: scopeOf(answering) }
}

export const scopeOf = ({ headers }: Answering): string | undefined => headers[scopeHeader]

/** What the station hears. @param ours whether it bears the marks of our server */
export const lineAnswer = (
  status: number,
  ours: boolean,
  body: string | ReadableStream<Uint8Array>,
  scope?: string,
): Response => new Response(body, { status, headers: ours ? ourHeaders(scope) : {} })

const ourHeaders = (scope: string | undefined) => ({
  [protocolHeader]: '1',
  ...(scope === undefined ? {} : { [scopeHeader]: scope }),
})
