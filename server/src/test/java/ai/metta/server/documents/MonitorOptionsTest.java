// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Tree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a monitor may have as options, thresholds among them.
class MonitorOptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"notify_no_data":"yes"}                | options.notify_no_data is not true or false
          {"notify_audit":1}                      | options.notify_audit is not true or false
          {"include_tags":"true"}                 | options.include_tags is not true or false
          {"require_full_window":0}               | options.require_full_window is not true or false
          {"on_missing_data":"ignore"}            | options.on_missing_data is not one of default, show_no_data, show_and_notify_no_data, resolve
          {"on_missing_data":true}                | options.on_missing_data is not a string
          {"on_missing_data":"default","notify_no_data":true} | options.on_missing_data is not allowed beside notify_no_data
          {"renotify_interval":"soon"}            | options.renotify_interval is not a whole number
          {"renotify_interval":1.5}               | options.renotify_interval is not a whole number
          {"renotify_occurrences":[]}             | options.renotify_occurrences is not a whole number
          {"evaluation_delay":-1}                 | options.evaluation_delay is not 0 or more
          {"new_group_delay":"-1"}                | options.new_group_delay is not a whole number
          {"renotify_statuses":"alert"}           | options.renotify_statuses is not an array
          {"renotify_statuses":["ok"]}            | options.renotify_statuses is not a list of alert, warn, no data
          {"timeout_h":25}                        | options.timeout_h is not from 0 to 24
          {"timeout_h":-1}                        | options.timeout_h is not from 0 to 24
          {"notification_preset_name":"loud"}     | options.notification_preset_name is not one of show_all, hide_query, hide_handles
          {"escalation_message":7}                | options.escalation_message is not a string
          {"notify_by":"host"}                    | options.notify_by is not an array
          {"threshold_windows":{"trigger_window":15}} | options.threshold_windows.trigger_window is not a string
          {"silenced":[]}                         | options.silenced is not an object
          {"silenced":{"*":"x"}}                  | options.silenced.* is not a whole number
          {"on_missing_data":"default","no_data_timeframe":10} | options.on_missing_data is not allowed beside no_data_timeframe
          {"min_failure_duration":9000}           | options.min_failure_duration is not from 0 to 7200
          {"min_location_failed":"x"}             | options.min_location_failed is not a whole number
          {"device_ids":5}                        | options.device_ids is not an array
          {"group_retention_duration":"100h"}     | options.group_retention_duration is not from 1h to 72h
          {"group_retention_duration":"59m"}      | options.group_retention_duration is not from 1h to 72h
          {"group_retention_duration":"long"}     | options.group_retention_duration is not from 1h to 72h
          {"scheduling_options":{"evaluation_window":"x"}} | options.scheduling_options.evaluation_window is not an object
          {"scheduling_options":{"evaluation_window":{"hour_starts":75}}} | evaluation_window.hour_starts is not from 0 to 59
          {"scheduling_options":{"evaluation_window":{"month_starts":2,"day_starts":"04:00"}}} | evaluation_window.month_starts is not from 1 to 1
          {"scheduling_options":{"evaluation_window":{"day_starts":"25:00"}}} | evaluation_window.day_starts is not a time of the day
          {"scheduling_options":{"evaluation_window":{"hour_starts":0,"day_starts":"04:00"}}} | hour_starts is not allowed beside
          {"scheduling_options":{"custom_schedule":{"recurrences":[{"rrule":5}]}}} | recurrences[0].rrule is not a string
          {"thresholds":[]}                       | options.thresholds is not an object
          {"thresholds":{"critical":"5"}}         | options.thresholds.critical is not a number
          {"thresholds":{"warn":3}}               | options.thresholds.warn is not known
          {"thresholds":{"ok":1e999}}             | options.thresholds.ok is not a number below 1.8e308
          {"thresholds":{"critical_query":5}}     | options.thresholds.critical_query is not a string
          """)
  void areRefusedWithTheirPlace(String options, String error) {
    assertThatThrownBy(() -> check("avg(last_5m):avg:a{*} > 5", options))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}
          {"weather":[1],"avalanche_window":10}
          {"notify_no_data":true,"no_data_timeframe":10,"notify_audit":false,"include_tags":true,"require_full_window":false,"locked":null}
          {"notify_no_data":false,"on_missing_data":"show_and_notify_no_data"}
          {"on_missing_data":"resolve"}
          {"notification_preset_name":"hide_handles_and_footer"}
          {"renotify_interval":"0","renotify_occurrences":null,"renotify_statuses":["alert","warn","no data"]}
          {"renotify_interval":60,"renotify_statuses":null}
          {"evaluation_delay":900,"new_group_delay":0,"new_host_delay":300}
          {"silenced":{"*":null,"host:a":1767322800},"on_missing_data":"default","no_data_timeframe":null}
          {"timeout_h":"1","min_failure_duration":"10","min_location_failed":"1"}
          {"group_retention_duration":"60m","min_failure_duration":7200,"min_location_failed":1,"device_ids":["a"]}
          {"scheduling_options":{"evaluation_window":{"day_starts":"04:00","month_starts":1,"timezone":"Europe/Paris"}}}
          {"scheduling_options":{"custom_schedule":{"recurrences":[{"rrule":"FREQ=DAILY","timezone":"UTC"}]}}}
          {"timeout_h":24,"escalation_message":"","notify_by":["*"]}
          {"threshold_windows":{"trigger_window":"last_15m","recovery_window":null},"silenced":{},"variables":[]}
          {"thresholds":{"critical":5,"warning":4.5,"ok":null,"unknown":1,"critical_recovery":null,"warning_recovery":4}}
          """)
  void areTaken(String options) {
    check("avg(last_5m):avg:a{*} > 5", options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          >  | {"critical":6}                                             | does not match
          >  | {"warning":5}                                              | Warning threshold (5.0) must be less
          >  | {"warning":6}                                              | Warning threshold (6.0) must be less
          <  | {"warning":4}                                              | Warning threshold (4.0) must be greater
          >= | {"critical":5,"warning":6}                                 | Warning threshold (6.0) must be less
          >  | {"critical":5,"critical_recovery":6}                       | options.thresholds.critical_recovery is not at most 5.0
          >= | {"critical_recovery":6}                                    | options.thresholds.critical_recovery is not at most 5.0
          <= | {"critical":5,"critical_recovery":4}                       | options.thresholds.critical_recovery is not at least 5.0
          >  | {"critical":5,"warning":3,"warning_recovery":4}            | options.thresholds.warning_recovery is not at most 3.0
          <  | {"critical":5,"warning":7,"warning_recovery":6}            | options.thresholds.warning_recovery is not at least 7.0
          """)
  void thresholdsOnTheWrongSideAreRefused(String sign, String thresholds, String error) {
    assertThatThrownBy(() -> check(query(sign), "{\"thresholds\":" + thresholds + "}"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          >  | {"warning":4}
          <  | {"warning":6}
          >= | {"critical":5,"critical_recovery":0,"warning":4,"warning_recovery":3}
          <= | {"critical":5,"critical_recovery":6,"warning":7,"warning_recovery":8}
          >  | {"critical":5,"critical_recovery":5}
          == | {"critical":5,"critical_recovery":9,"warning":7,"warning_recovery":9}
          != | {"warning":4,"critical_recovery":5}
          """)
  void thresholdsOnTheirSideAreTaken(String sign, String thresholds) {
    check(query(sign), "{\"thresholds\":" + thresholds + "}");
  }

  private static String query(String sign) {
    return "avg(last_5m):avg:a{*} " + sign + " 5";
  }

  private static void check(String query, String options) {
    String monitor =
        "{\"type\":\"query alert\",\"query\":\"%s\",\"options\":%s}".formatted(query, options);
    MonitorRules.check(Fields.of(Tree.read(monitor.getBytes(StandardCharsets.UTF_8))));
  }
}
