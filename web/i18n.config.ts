// What vue-i18n does with a text: a key that is missing is shown in English; tests/texts.test.ts sees to it that none is.
export default {
	fallbackLocale: 'en',
	missingWarn: false,
	fallbackWarn: false,
};
