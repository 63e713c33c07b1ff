/** The version of the product, put in by the build. */
declare const __LEKAR_VERSION__: string
