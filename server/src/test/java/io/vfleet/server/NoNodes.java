package io.vfleet.server;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/// Empties what nodes and people have left of the fleet; access and secrets stay.
public final class NoNodes implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        JdbcClient jdbc = SpringExtension.getApplicationContext(context).getBean(JdbcClient.class);
        jdbc.sql("truncate node, enrollment_token, history cascade").update();
        jdbc.sql("delete from profile where not built_in").update();
        jdbc.sql("update profile set selector = null, priority = null").update();
    }
}
