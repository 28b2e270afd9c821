package org.gpicl.home.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The MLflow server that sweeps are shown on.
 *
 * @param uri empty for none
 * @param experiment the experiment that runs belong to; made if it is not there
 */
@ConfigurationProperties("gpicl.mlflow")
public record MlflowSettings(
    @Takes(Kind.WEB_ADDRESS) @DefaultValue("") String uri,
    @Takes(Kind.NAME) @DefaultValue("gpicl") String experiment) {}
