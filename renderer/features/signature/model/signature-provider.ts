import { AppError } from '#shared/errors/app-error.ts'

/** Something that signs in a person's name. What it signs is `signedText` of a document. */
export interface SignatureProvider {
  /** The name of the algorithm in the envelope. */
  alg: string
  keyId: string
  /** The signature's value, base64. @throws AppError when it cannot sign */
  valueFor(text: string): Promise<string>
}

/**
 * The state's cryptography (GosSUOK certificates, STB 34.101.45). Only a certified program may sign with it; as long as
 * none can be called from here, this says so. It never makes something that looks like such a signature.
 */
export const stateProvider: SignatureProvider = {
  alg: 'bign',
  keyId: 'state',
  valueFor: async () => {
    throw new AppError('signature.needs-state-provider')
  },
}
