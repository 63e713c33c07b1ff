/**
 * The version of the documents' schemas on the wire: raised with every change of a schema in `shared/domain`, so that
 * each side knows of the other whether it may meet fields and types that it does not know. It keeps them as they came.
 */
export const wireSchemaVersion = 5
/** The header both sides send it in. */
export const wireSchemaHeader = 'lekar-schema'

/** The hash of all schemas by version, from the first release on; wire-schema.test.ts compares the newest. */
export const wireSchemaHashes: Readonly<Record<number, string>> = {
  1: 'JTS9K2KYA6JAWHE2WWTGZY3SAS',
  2: 'KJV5ZG96QP3NRG1VT5A0QZMAZY',
  3: 'N3RDM64NM13X9SC9Z3Q0HH3940',
  4: 'P835D1GJ5DXHAZK2QMHVPAPM9S',
  5: '64HSEBX28JQK6A7384GNWR4REE',
}
