export { bornSecret, type ClinicianKey, importSecret, type KeptSecret } from './model/clinician-key.ts'
export { KeepSigningKeys } from './model/keep-signing-keys.tsx'
export { answerKeyRequest, answersKeyRequests, type KeyAnswer, useKeyRequest } from './model/key-request.ts'
export { printedSignature } from './model/printed-signature.ts'
export { signElectronically } from './model/sign-document.ts'
export {
  openedSigner,
  replaceSigner,
  type SignerState,
  setSigner,
  signerAtHand,
  useSigner,
} from './model/signer-store.ts'
export { useSignatureStatus, useSignatureStatuses } from './model/use-signature-status.ts'
export { SignatureAlarm, SignatureMark } from './view/signature-mark.tsx'
export { SigningKeySection } from './view/signing-key-section.tsx'
export { StateSignature } from './view/state-signature.tsx'
