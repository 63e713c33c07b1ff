/** Who searches the whole trace of access and looks whether its chains are unharmed. */
export const readsJournal = (role: string): boolean =>
  role === 'head-doctor' || role === 'data-protection-officer' || role === 'admin'
