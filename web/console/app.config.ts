export { default } from '../app/app.config';
