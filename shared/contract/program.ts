/**
 * The header in which a running workplace says a word that it made when it started. A server that knows it does not send
 * back through a waiting feed what this run of the program has just written.
 */
export const programHeader = 'lekar-program'
