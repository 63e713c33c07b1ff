export { StatisticsPage } from './view/statistics-page.tsx'
