// The look of the library's parts where ours differs: grey does the work, one colour leads, nothing moves for long.
export default defineAppConfig({
	ui: {
		colors: { primary: 'blue', success: 'green', warning: 'amber', error: 'red', neutral: 'zinc' },
		button: {
			defaultVariants: { size: 'md' },
			compoundVariants: [
				// The library lets the ground through on hovering, which takes the contrast away; ours darkens or lightens.
				{ color: 'primary' as const, variant: 'solid' as const, class: 'hover:bg-primary hover:brightness-90 dark:hover:brightness-110 active:bg-primary' },
				{ color: 'error' as const, variant: 'solid' as const, class: 'hover:bg-error hover:brightness-90 active:bg-error' },
			],
		},
		formField: { slots: { label: 'font-medium text-sm', error: 'mt-1 text-sm', help: 'mt-1 text-xs text-muted' } },
		input: { slots: { root: 'w-full' }, defaultVariants: { size: 'lg' as const } },
		select: { slots: { base: 'w-full' }, defaultVariants: { size: 'lg' as const } },
		// Large enough to hit (WCAG 2.2, 2.5.8).
		toast: { slots: { close: 'size-6 justify-center p-0' } },
		textarea: { slots: { root: 'w-full' } },
	},
});
