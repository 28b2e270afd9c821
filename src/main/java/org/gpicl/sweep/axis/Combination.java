package org.gpicl.sweep.axis;

import java.util.List;
import java.util.Map;
import org.gpicl.sweep.SweptSetting;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.yaml.YamlValue;

/**
 * One point of every axis.
 *
 * @param values what the sweep file would say if it had nothing but this combination
 * @param swept the values of the axes, in the order of the key table
 */
public record Combination(Map<Key<?>, YamlValue> values, List<SweptSetting> swept) {}
