/** The columns of a conflict: the field's name, the one version, the other. */
export const sideTracks = '170px minmax(0, 1fr) minmax(0, 1fr)'
