let typed = ''

/** Hands what was searched for without success to the registration form; in memory, never in an address. */
export function setRegistrationQuery(query: string): void {
  typed = query
}

/** What was searched for, once. */
export function takeRegistrationQuery(): string {
  const query = typed
  typed = ''
  return query
}
