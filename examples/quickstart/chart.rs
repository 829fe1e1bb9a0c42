//! Line charts as SVG.

use plotters::prelude::*;

/// A named line of a chart; its values are drawn at 0, 1, 2, …
pub type Series = (String, Vec<f64>);

/// Draws lines over steps and returns the picture's text.
pub fn lines(title: &str, step: &str, series: &[Series]) -> anyhow::Result<String> {
    let values = || series.iter().flat_map(|(_, values)| values.iter().copied());
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let margin = ((high - low) * 0.1).max(1e-3);
    let steps = series
        .iter()
        .map(|(_, values)| values.len())
        .max()
        .unwrap_or_default();

    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (720, 420)).into_drawing_area();
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(&area)
            .caption(title, ("sans-serif", 20))
            .margin(10)
            .x_label_area_size(35)
            .y_label_area_size(55)
            .build_cartesian_2d(0..steps.saturating_sub(1).max(1), low - margin..high + margin)?;
        chart
            .configure_mesh()
            .x_desc(step)
            .light_line_style(WHITE)
            .draw()?;
        for (number, (name, values)) in series.iter().enumerate() {
            let style = Palette99::pick(number).stroke_width(2);
            let line = LineSeries::new(values.iter().copied().enumerate(), style);
            let legend = move |(x, y)| PathElement::new([(x, y), (x + 18, y)], style);
            chart.draw_series(line)?.label(name).legend(legend);
        }
        let labels = &mut chart.configure_series_labels();
        labels
            .background_style(WHITE.mix(0.8))
            .border_style(BLACK.mix(0.3))
            .draw()?;
        area.present()?;
    }
    Ok(svg)
}
