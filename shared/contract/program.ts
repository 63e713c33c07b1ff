/**
 * The header in which a running workplace says a word that it made when it started. A server that knows it sends
 * back through a waiting feed what this run of the program has just written without its words: the program has them.
 */
export const programHeader = 'lekar-program'
