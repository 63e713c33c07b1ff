export { CardPage } from './view/card-page.tsx'
