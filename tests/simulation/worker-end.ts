/** How a process ends that could not even begin with its first seed. */
export const nothingRan = 3
