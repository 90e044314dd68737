package io.espalier.tabular;

import java.util.List;
import java.util.Map;

/** Some rows of the published tables, with their columns as the importers expect them. */
final class PublishedRows {

  /**
   * NAS-Bench-201, CIFAR-10 (Dong and Yang, ICLR 2020; MIT licence): test accuracy after 200 epochs
   * in percent, operations and parameters in millions.
   */
  static final List<String> NAS_BENCH_201 =
      List.of(
          "arch_str,c10_test_200,c10_macs_M,c10_params_M",
          "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1"
              + "|skip_connect~2|,85.8633,17.958592,0.129306",
          "|avg_pool_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|none~0|none~1|nor_conv_1x1~2|"
              + ",91.1133,85.235392,0.587386",
          "|nor_conv_1x1~0|+|skip_connect~0|skip_connect~1|+|none~0|avg_pool_3x3~1|none~2|"
              + ",86.615,13.596352,0.101306",
          "|nor_conv_1x1~0|+|nor_conv_3x3~0|none~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|"
              + ",89.455,53.778112,0.372346",
          "|none~0|+|none~0|nor_conv_3x3~1|+|avg_pool_3x3~0|skip_connect~1|nor_conv_3x3~2|"
              + ",76.0867,80.873152,0.559386",
          "|skip_connect~0|+|skip_connect~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_1x1~1"
              + "|nor_conv_1x1~2|,93.07,88.307392,0.615386",
          "|nor_conv_3x3~0|+|avg_pool_3x3~0|avg_pool_3x3~1|+|avg_pool_3x3~0|nor_conv_3x3~1"
              + "|nor_conv_3x3~2|,92.6233,119.273152,0.802426",
          "|nor_conv_1x1~0|+|avg_pool_3x3~0|avg_pool_3x3~1|+|nor_conv_3x3~0|none~1"
              + "|nor_conv_3x3~2|,92.39,86.525632,0.587386",
          "|none~0|+|none~0|avg_pool_3x3~1|+|nor_conv_3x3~0|avg_pool_3x3~1|nor_conv_3x3~2|"
              + ",92.09,82.163392,0.559386",
          "|none~0|+|skip_connect~0|none~1|+|none~0|skip_connect~1|nor_conv_3x3~2|"
              + ",92.3667,43.763392,0.316346");

  /** NAS-Bench-Macro, CIFAR-10 (Su et al., CVPR 2021; Apache-2.0). */
  static final List<String> MACRO =
      List.of(
          "arch,acc1,acc2,acc3,mean,std,params,flops",
          "00000000,45.32,45.33,45.44,45.3633,0.0544,387882,7713280",
          "00221221,89.95,90.12,90.13,90.0667,0.0826,2306858,66384384",
          "01220212,91.32,91.31,91.19,91.2733,0.0591,2230506,66605568",
          "02212210,91.53,90.74,91.23,91.1667,0.3256,1535786,68227584",
          "10211201,91.49,91.82,91.83,91.7133,0.158,1368202,50303488",
          "11210122,92.34,92.3,92.06,92.2333,0.1236,2386378,65546752",
          "12202120,92.56,92.3,92.45,92.4367,0.1066,1703690,67955200",
          "20201111,91.87,91.76,91.53,91.72,0.1417,1517162,50948608",
          "22122100,92.56,92.82,92.67,92.6833,0.1066,1059370,69073408",
          "22212202,93.28,93.33,92.77,93.1267,0.253,1985514,85164544");

  /** NAS-Bench-101 (Ying et al., ICML 2019; Apache-2.0): accuracy as a fraction. */
  static final List<String> NAS_BENCH_101 =
      List.of(
          "vertices,edge_bits,ops,params,test_acc",
          "2,1,-,882570,0.837707",
          "3,7,1,2793866,0.837173",
          "3,5,0,10177674,0.930455",
          "7,1205349,02001,8555530,0.920606",
          "7,1101347,10200,32426634,0.943176",
          "7,1071909,20001,29805450,0.910524",
          "7,1622581,10111,4687498,0.906550",
          "7,1724965,20101,2610483,0.891393",
          "7,1712781,02110,2891845,0.914530",
          "7,1197583,22011,4602890,0.898872");

  /** All of them by space. */
  static final Map<String, List<String>> BY_SPACE =
      Map.of("nasbench201", NAS_BENCH_201, "macro", MACRO, "nasbench101", NAS_BENCH_101);

  private PublishedRows() {}
}
